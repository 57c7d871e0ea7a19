package strptime

import (
	"github.com/d95905aa/gilded/internal/object"
)

// defaultFormat is what a time is read in when no format is given.
const defaultFormat = "%a %b %d %H:%M:%S %Y"

var functions = []object.Method{
	{Name: "_strptime_time", Doc: "_strptime_time(data_string, format='%a %b %d %H:%M:%S %Y')\n--\n\nThe struct_time that a string stands for in a format.",
		FastKeys: strptimeTime},
	{Name: "_strptime_datetime", Doc: "_strptime_datetime(cls, data_string, format='%a %b %d %H:%M:%S %Y')\n--\n\nThe datetime that a string stands for in a format.",
		FastKeys: strptimeDatetime},
}

func init() {
	object.DefineModule("_strptime", object.GoModule("_strptime", "Reading of times in a format.", &functions))
}

// read parses a text. format may be nil. time is the module of that name.
func read(text, format, time *Object) (m moment, ok bool) {
	if format == nil {
		if format = object.NewStr(defaultFormat); format == nil {
			return m, false
		}
		defer object.Decref(format)
	}
	z, ok := localZones(time)
	if !ok {
		return m, false
	}
	order, found, ok := split(text, format, z)
	if !ok {
		return m, false
	}
	return parse(order, found, z)
}

func ints(values ...int) []*Object {
	items := make([]*Object, len(values))
	for i, v := range values {
		items[i] = object.NewInt(int64(v))
	}
	return items
}

var timeParams = object.Params{Func: "_strptime_time", Names: []string{"data_string", "format"}, Required: 1, Positional: 2}

func strptimeTime(_ *Object, args **Object, n int, names *Object) *Object {
	var a [2]*Object
	if !timeParams.Unpack(args, n, names, a[:]) {
		return nil
	}
	time := object.Import("time")
	if time == nil {
		return nil
	}
	defer object.Decref(time)
	m, ok := read(a[0], a[1], time)
	if !ok {
		return nil
	}
	zone, offset := object.NewRef(object.None), object.NewRef(object.None)
	if m.zone != nil {
		zone = object.NewStrRunes(m.zone)
	}
	if m.zoned {
		offset = object.NewInt(int64(m.offset))
	}
	items := object.OwnedTuple(append(ints(m.year, m.month, m.day, m.hour, m.minute, m.second, m.weekday, m.yearday, m.dst), zone, offset)...)
	if items == nil {
		return nil
	}
	defer object.Decref(items)
	return object.CallMethod(time, "struct_time", items)
}

var datetimeParams = object.Params{Func: "_strptime_datetime", Names: []string{"cls", "data_string", "format"}, Required: 2, Positional: 3}

func strptimeDatetime(_ *Object, args **Object, n int, names *Object) *Object {
	var a [3]*Object
	if !datetimeParams.Unpack(args, n, names, a[:]) {
		return nil
	}
	time := object.Import("time")
	if time == nil {
		return nil
	}
	defer object.Decref(time)
	m, ok := read(a[1], a[2], time)
	if !ok {
		return nil
	}
	values := ints(m.year, m.month, m.day, m.hour, m.minute, m.second, m.us)
	if m.zoned {
		values = append(values, m.timezone())
	}
	all := object.OwnedTuple(values...)
	if all == nil {
		return nil
	}
	defer object.Decref(all)
	return object.Call(a[0], all, nil)
}

// timezone is the datetime.timezone of the offset.
func (m moment) timezone() *Object {
	module := object.Import("datetime")
	if module == nil {
		return nil
	}
	defer object.Decref(module)
	parts := ints(0, m.offset, m.offsetUS)
	defer func() {
		for _, p := range parts {
			object.XDecref(p)
		}
	}()
	for _, p := range parts {
		if p == nil {
			return nil
		}
	}
	delta := object.CallMethod(module, "timedelta", parts...)
	if delta == nil {
		return nil
	}
	defer object.Decref(delta)
	if len(m.zone) == 0 {
		return object.CallMethod(module, "timezone", delta)
	}
	name := object.NewStrRunes(m.zone)
	if name == nil {
		return nil
	}
	defer object.Decref(name)
	return object.CallMethod(module, "timezone", delta, name)
}
