package object

import "github.com/d95905aa/gilded/internal/abi"

// accuMany is how many pieces are joined at once.
const accuMany = 100000

// AccuInit begins.
func AccuInit(a *abi.Accu) bool {
	a.Large, a.Small = nil, NewList(0)
	return a.Small != nil
}

// AccuAdd adds a str.
func AccuAdd(a *abi.Accu, s *Object) bool {
	if !ListAppend(a.Small, s) {
		return false
	}
	return len(ListItems(a.Small)) < accuMany || accuJoin(a)
}

func accuJoin(a *abi.Accu) bool {
	if len(ListItems(a.Small)) == 0 {
		return true
	}
	if a.Large == nil {
		if a.Large = NewList(0); a.Large == nil {
			return false
		}
	}
	empty := NewStr("")
	if empty == nil {
		return false
	}
	whole := StrJoin(empty, a.Small)
	Decref(empty)
	if whole == nil {
		return false
	}
	defer Decref(whole)
	listClear(a.Small)
	return ListAppend(a.Large, whole)
}

// AccuFinish ends: it returns a list of strings, or nil, and no error, if there were none.
func AccuFinish(a *abi.Accu) *Object {
	ok := accuJoin(a)
	Clear(&a.Small)
	if !ok {
		Clear(&a.Large)
		return nil
	}
	list := a.Large
	a.Large = nil
	return list
}

// AccuDestroy lets go of everything.
func AccuDestroy(a *abi.Accu) {
	Clear(&a.Large)
	Clear(&a.Small)
}
