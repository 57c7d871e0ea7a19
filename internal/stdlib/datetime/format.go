package datetime

import (
	"fmt"
	"strings"
	"unsafe"

	"github.com/d95905aa/gilded/internal/object"
)

// Texts of dates and times: isoformat, strftime and the structure that it works on.

// clockText is a time in ISO 8601, as precise as timespec says; ok is false, and ValueError set, if it says nothing known.
func (c clock) clockText(timespec string) (string, bool) {
	text := fmt.Sprintf("%02d:%02d:%02d", c.hour, c.minute, c.second)
	switch timespec {
	case "auto":
		if c.us == 0 {
			return text, true
		}
		fallthrough
	case "microseconds":
		return fmt.Sprintf("%s.%06d", text, c.us), true
	case "milliseconds":
		return fmt.Sprintf("%s.%03d", text, c.us/1000), true
	case "seconds":
		return text, true
	case "minutes":
		return text[:5], true
	case "hours":
		return text[:2], true
	}
	object.Raise(object.ValueError, "Unknown timespec value")
	return "", false
}

// withOffset adds the offset of the zone of o to a text, if the zone knows one. It may run code.
func withOffset(text string, o *Object) *Object {
	offset, known, ok := offsetOf(zoneOf(o), about(o))
	switch {
	case !ok:
		return nil
	case known:
		text += offset.offsetText(":")
	}
	return object.NewStr(text)
}

// structTime is a time.struct_time. It may run code.
func structTime(d day, c clock, dst int) *Object {
	module := object.Import("time")
	if module == nil {
		return nil
	}
	defer object.Decref(module)
	values := ints(d.year, d.month, d.day, c.hour, c.minute, c.second, d.weekday(), d.ordinal()-daysBeforeYear(d.year), dst)
	if values == nil {
		return nil
	}
	defer object.Decref(values)
	return object.CallMethod(module, "struct_time", values)
}

var (
	strftimeParams = object.NewSignature("U:strftime", "format")
	formatParams   = object.NewSignature("U:__format__")
)

// methodStrftime is strftime of dates and datetimes: their own timetuple is what is shown. It may run code.
func methodStrftime(o, args, kwargs *Object) *Object {
	var format *Object
	if !strftimeParams.Parse(args, kwargs, unsafe.Pointer(&format)) {
		return nil
	}
	tuple := object.CallMethod(o, "timetuple")
	if tuple == nil {
		return nil
	}
	defer object.Decref(tuple)
	return strftime(o, format, tuple)
}

// methodFormat is __format__: str() for an empty format, otherwise what the method strftime says. It may run code.
func methodFormat(o, args *Object) *Object {
	var format *Object
	switch {
	case !formatParams.Parse(args, nil, unsafe.Pointer(&format)):
		return nil
	case object.StrLen(format) == 0:
		return object.Str(o)
	}
	return object.CallMethod(o, "strftime", format)
}

// strftime replaces what only o knows in a format, %z, %Z and %f, and leaves the rest to the module time. It may run code.
func strftime(o, format, tuple *Object) *Object {
	if _, _, ok := object.UTF8(format); !ok {
		return nil
	}
	text, _, _ := strings.Cut(object.StrOf(format), "\x00") // C takes that for the end
	var b strings.Builder
	for i := 0; i < len(text); i++ {
		if text[i] != '%' || i+1 == len(text) {
			b.WriteByte(text[i])
			continue
		}
		i++
		switch text[i] {
		case 'z':
			offset, known, ok := offsetOf(zoneOf(o), about(o))
			if !ok {
				return nil
			}
			if known {
				b.WriteString(offset.offsetText(""))
			}
		case 'Z':
			name := nameOf(zoneOf(o), about(o))
			if name == nil {
				return nil
			}
			if name != object.None {
				if _, _, ok := object.UTF8(name); !ok {
					object.Decref(name)
					return nil
				}
				b.WriteString(strings.ReplaceAll(object.StrOf(name), "%", "%%"))
			}
			object.Decref(name)
		case 'f':
			fmt.Fprintf(&b, "%06d", clockOf(o).us)
		default:
			b.WriteString(text[i-1 : i+1])
		}
	}
	module, s := object.Import("time"), object.NewStr(b.String())
	defer object.XDecref(module)
	defer object.XDecref(s)
	if module == nil || s == nil {
		return nil
	}
	return object.CallMethod(module, "strftime", s, tuple)
}
