//go:build race

package threads

import "github.com/d95905aa/gilded/internal/ctier"

func init() { ctier.GILInGo() }
