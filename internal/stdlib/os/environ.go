package os

import (
	"os"
	"strings"

	"github.com/d95905aa/gilded/internal/object"
)

// os.environ: a MutableMapping of strs over a dict of bytes, which changes the environment of the process, too. And os.PathLike.

func addClasses(m, variables obj) bool {
	base := object.Import("_collections_abc")
	if base == nil {
		return false
	}
	defer object.Decref(base)
	c := object.Class{
		Name: "_Environ", Module: "os", NoSlots: true, Bases: []obj{object.ModuleObject(base, "MutableMapping")}, Defs: environDefs,
	}
	class := c.Make()
	if !object.AddObject(m, "_Environ", class) || !object.AddObject(m, "environ", object.CallArgs(class, variables)) {
		return false
	}
	abc := object.Import("abc")
	if abc == nil {
		return false
	}
	defer object.Decref(abc)
	pathLike := object.Class{
		Name: "PathLike", Module: "os", NoSlots: true, Bases: []obj{object.ModuleObject(abc, "ABC")}, Doc: "What has a path in the file system.", Defs: pathLikeDefs,
		More: func(namespace obj) bool {
			return object.PutOwned(namespace, "__class_getitem__", object.NewClassMethod(object.Head(object.GenericAliasType)))
		},
	}
	return object.AddObject(m, "PathLike", pathLike.Make())
}

var pathLikeDefs = []def{
	{Sig: "__fspath__(self)", Abstract: true, Doc: "The path.", Do: func([]obj) obj { return object.RaiseNone(object.NotImplementedError) }},
	{Sig: "__subclasshook__(cls, subclass)", Kind: object.ClassDef, In: func(class obj, a []obj) obj {
		if a[0] == class && object.Is(a[1], object.TypeType) {
			if f := object.LookupString(object.As[*object.Type](a[1]), "__fspath__"); f != nil && f != object.None {
				return object.NewRef(object.True)
			}
		}
		return object.NewRef(object.NotImplemented)
	}},
}

// key is a name or a value as the environment has it.
func key(o obj) (string, bool) {
	if !object.IsStr(o) {
		object.Raise(object.TypeError, "str expected, not %s", object.TypeName(o.Type))
		return "", false
	}
	p, ok := pathOf(o)
	return p.text, ok
}

// withEntry calls f with a variable's value, the dict that has it, and its name there, all borrowed; for one that is not set it raises
// KeyError.
func withEntry(self, name obj, f func(value, data, encoded obj) obj) obj {
	text, ok := key(name)
	if !ok {
		return nil
	}
	data := object.GetAttrString(self, "_data")
	if data == nil {
		return nil
	}
	defer object.Decref(data)
	encoded := object.NewBytes([]byte(text))
	if encoded == nil {
		return nil
	}
	defer object.Decref(encoded)
	value, ok := object.DictGet(data, encoded)
	if value == nil {
		if ok {
			raiseKey(encoded, name)
		}
		return nil
	}
	object.Incref(value)
	defer object.Decref(value)
	return f(value, data, encoded)
}

// raiseKey raises KeyError for a name, in the handling of one for the name as bytes.
func raiseKey(encoded, name obj) {
	object.SetObject(object.Head(object.KeyError), encoded)
	inner := object.TakeException()
	object.SetObject(object.Head(object.KeyError), name)
	outer := object.TakeException()
	if inner == nil || outer == nil {
		object.XDecref(inner)
		object.XDecref(outer)
		object.NoMemory()
		return
	}
	object.SetCause(outer, nil)
	object.SetContext(outer, inner)
	object.GiveException(outer)
}

var environDefs = []def{
	{Sig: "__init__(self, data)", Do: func(a []obj) obj { return noneIf(object.SetAttrString(a[0], "_data", a[1])) }},
	{Sig: "__getitem__(self, key)", Do: func(a []obj) obj {
		return withEntry(a[0], a[1], func(value, _, _ obj) obj { return object.DecodeFS(object.BytesOf(value)) })
	}},
	{Sig: "__setitem__(self, key, value)", Do: func(a []obj) obj {
		name, ok := key(a[1])
		if !ok {
			return nil
		}
		value, ok := key(a[2])
		if !ok {
			return nil
		}
		if r := setEnvironment(name, value); r == nil {
			return nil
		}
		data := object.GetAttrString(a[0], "_data")
		if data == nil {
			return nil
		}
		defer object.Decref(data)
		return noneIf(setBytes(data, name, value))
	}},
	{Sig: "__delitem__(self, key)", Do: func(a []obj) obj {
		return withEntry(a[0], a[1], func(_, data, encoded obj) obj {
			if err := os.Unsetenv(string(object.BytesOf(encoded))); err != nil {
				return raise(err, nil)
			}
			return noneIf(object.DictDel(data, encoded))
		})
	}},
	{Sig: "__iter__(self)", Do: func(a []obj) obj {
		data := object.GetAttrString(a[0], "_data")
		if data == nil {
			return nil
		}
		defer object.Decref(data)
		names := object.ToList(data)
		if names == nil {
			return nil
		}
		defer object.Decref(names)
		i := 0
		return object.NewGoIter("_Environ.__iter__", func() obj {
			if i >= len(object.ListItems(names)) {
				return nil
			}
			i++
			return object.DecodeFS(object.BytesOf(object.ListItems(names)[i-1]))
		}, names)
	}},
	{Sig: "__len__(self)", Do: func(a []obj) obj {
		data := object.GetAttrString(a[0], "_data")
		if data == nil {
			return nil
		}
		defer object.Decref(data)
		n := object.Length(data)
		if n < 0 {
			return nil
		}
		return object.NewInt(int64(n))
	}},
	{Sig: "__repr__(self)", Do: func(a []obj) obj {
		d := asDict(a[0])
		if d == nil {
			return nil
		}
		defer object.Decref(d)
		var parts []string
		var k, v obj
		for pos := 0; object.DictNext(d, &pos, &k, &v); {
			parts = append(parts, object.ReprOf(k)+": "+object.ReprOf(v))
		}
		return object.NewStr("environ({" + strings.Join(parts, ", ") + "})")
	}},
	{Sig: "copy(self)", Do: func(a []obj) obj { return asDict(a[0]) }},
	{Sig: "setdefault(self, key, value)", Do: func(a []obj) obj {
		v := object.GetItem(a[0], a[1])
		if v != nil || !object.Matches(object.KeyError) {
			return v
		}
		object.ClearErr()
		if !object.SetItem(a[0], a[1], a[2]) {
			return nil
		}
		return object.GetItem(a[0], a[1])
	}},
}

// asDict is a dict of the variables.
func asDict(environ obj) obj { return object.CallArgs(object.Head(object.DictType), environ) }

func noneIf(ok bool) obj {
	if !ok {
		return nil
	}
	return none()
}
