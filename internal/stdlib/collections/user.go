package collections

import (
	"strings"

	"github.com/d95905aa/gilded/internal/abi"
	"github.com/d95905aa/gilded/internal/object"
)

// UserDict, UserList and UserString wrap a dict, list or str in their attribute data, and pass on to it what they are asked.

// withData calls f with what is wrapped.
func withData(self *Object, f func(data *Object) *Object) *Object {
	data := object.GetAttrString(self, "data")
	if data == nil {
		return nil
	}
	defer object.Decref(data)
	return f(data)
}

// unwrapped is what an object wraps, if it is of a class of this module; otherwise, and for no class, the object. A new reference.
func unwrapped(o *Object, class string) *Object {
	if class == "" {
		return object.NewRef(o)
	}
	switch isA(o, "collections", class) {
	case 1:
		return object.GetAttrString(o, "data")
	case 0:
		return object.NewRef(o)
	}
	return nil
}

// wrapped makes an instance of the class of self of a value, which it takes over.
func wrapped(self, value *Object) *Object {
	if value == nil {
		return nil
	}
	defer object.Decref(value)
	return object.CallArgs(object.Head(self.Type), value)
}

// passOn is a method that data has, too: its arguments are unwrapped if they are of class, its result is wrapped if wrap says so.
func passOn(sig, class string, wrap bool) object.Def {
	name, _, _ := strings.Cut(sig, "(")
	return object.Def{Sig: sig, Do: func(a []*Object) *Object {
		return withData(a[0], func(data *Object) *Object {
			var args []*Object
			defer func() {
				for _, arg := range args {
					object.Decref(arg)
				}
			}()
			for _, arg := range a[1:] {
				if arg == nil {
					break
				}
				if arg = unwrapped(arg, class); arg == nil {
					return nil
				}
				args = append(args, arg)
			}
			if n := len(args); n > 0 && strings.HasSuffix(sig, "*args)") {
				rest := args[n-1]
				args = args[:n-1]
				defer object.Decref(rest)
				for _, item := range object.TupleItems(rest) {
					args = append(args, object.NewRef(item))
				}
			}
			r := object.CallMethod(data, name, args...)
			if wrap {
				return wrapped(a[0], r)
			}
			return r
		})
	}}
}

// operator is f(data, other), where either may be exchanged, wrapped again.
func operator(sig, class string, f func(data, other *Object) *Object) object.Def {
	return object.Def{Sig: sig, Do: func(a []*Object) *Object {
		return withData(a[0], func(data *Object) *Object {
			other := unwrapped(a[1], class)
			if other == nil {
				return nil
			}
			defer object.Decref(other)
			return wrapped(a[0], f(data, other))
		})
	}}
}

func comparison(name, class string, op int32) object.Def {
	return object.Def{Sig: name + "(self, other)", Do: func(a []*Object) *Object {
		return withData(a[0], func(data *Object) *Object {
			other := unwrapped(a[1], class)
			if other == nil {
				return nil
			}
			defer object.Decref(other)
			return object.RichCompare(data, other, op)
		})
	}}
}

func comparisons(class string) []object.Def {
	return []object.Def{
		comparison("__lt__", class, abi.LT), comparison("__le__", class, abi.LE), comparison("__eq__", class, abi.EQ),
		comparison("__gt__", class, abi.GT), comparison("__ge__", class, abi.GE),
	}
}

// common are the methods that all three have.
func common(class string) []object.Def {
	return []object.Def{
		{Sig: "__len__(self)", Do: func(a []*Object) *Object {
			return withData(a[0], func(data *Object) *Object {
				n := object.Length(data)
				if n < 0 {
					return nil
				}
				return object.NewInt(int64(n))
			})
		}},
		{Sig: "__contains__(self, key)", Do: func(a []*Object) *Object {
			return withData(a[0], func(data *Object) *Object {
				key := a[1]
				if class == "UserString" {
					if key = unwrapped(key, class); key == nil {
						return nil
					}
					defer object.Decref(key)
				}
				return object.Truth(object.Contains(data, key))
			})
		}},
		{Sig: "__repr__(self)", Do: func(a []*Object) *Object { return withData(a[0], object.Repr) }},
	}
}

// shallowCopy is a copy of an instance whose data is a copy, too, made by f.
func shallowCopy(f func(data *Object) *Object) object.Def {
	return object.Def{Sig: "__copy__(self)", Do: func(a []*Object) *Object {
		class := object.Head(a[0].Type)
		made := object.CallMethod(class, "__new__", class)
		if made == nil {
			return nil
		}
		to, from := object.GetAttrString(made, "__dict__"), object.GetAttrString(a[0], "__dict__")
		ok := to != nil && from != nil && object.Finished(object.CallMethod(to, "update", from)) && object.Finished(withData(a[0], func(data *Object) *Object {
			c := f(data)
			if c == nil {
				return nil
			}
			defer object.Decref(c)
			return object.NoneIf(object.SetItem(to, object.Intern("data"), c))
		}))
		object.XDecref(to)
		object.XDecref(from)
		if !ok {
			object.Decref(made)
			return nil
		}
		return made
	}}
}

func setData(self, data *Object) bool {
	if data == nil {
		return false
	}
	defer object.Decref(data)
	return object.SetAttrString(self, "data", data)
}

func setItem(a []*Object) *Object {
	return withData(a[0], func(data *Object) *Object { return object.NoneIf(object.SetItem(data, a[1], a[2])) })
}

func delItem(a []*Object) *Object {
	return withData(a[0], func(data *Object) *Object { return object.NoneIf(object.DelItem(data, a[1])) })
}

// userDictOr is a | b of a UserDict's data and a dict or another's data; swapped is b | a.
func userDictOr(name string, swapped bool) object.Def {
	return object.Def{Sig: name + "(self, other)", Do: func(a []*Object) *Object {
		other := unwrapped(a[1], "UserDict")
		if other == nil {
			return nil
		}
		defer object.Decref(other)
		if !object.IsDict(other) {
			return object.NewRef(object.NotImplemented)
		}
		return withData(a[0], func(data *Object) *Object {
			if swapped {
				return wrapped(a[0], object.Or(other, data))
			}
			return wrapped(a[0], object.Or(data, other))
		})
	}}
}

func userDictGet(a []*Object) *Object {
	return withData(a[0], func(data *Object) *Object {
		switch object.Contains(data, a[1]) {
		case 1:
			return object.GetItem(data, a[1])
		case -1:
			return nil
		}
		missing, ok := object.LookupAttrString(object.Head(a[0].Type), "__missing__")
		if missing == nil {
			if ok {
				object.RaiseKeyError(a[1])
			}
			return nil
		}
		defer object.Decref(missing)
		return object.CallArgs(missing, a[0], a[1])
	})
}

// userDictCopy copies a subclass's instance by module copy, without its items, which it adds then.
func userDictCopy(a []*Object) *Object {
	class := from("collections", "UserDict")
	if class == nil {
		return nil
	}
	defer object.Decref(class)
	return withData(a[0], func(data *Object) *Object {
		if object.Head(a[0].Type) == class {
			return wrapped(a[0], object.CallMethod(data, "copy"))
		}
		f := from("copy", "copy")
		if f == nil {
			return nil
		}
		defer object.Decref(f)
		if !setData(a[0], object.NewDict()) {
			return nil
		}
		made := object.CallArgs(f, a[0])
		t, v, tb := object.FetchErr()
		ok := object.SetAttrString(a[0], "data", data)
		if made == nil {
			object.RestoreErr(t, v, tb)
			return nil
		}
		if !ok || !object.Finished(object.CallMethod(made, "update", a[0])) {
			object.Decref(made)
			return nil
		}
		return made
	})
}

func userDictClass() *Object {
	return withBase("MutableMapping", object.Class{Name: "UserDict", Defs: append(common("UserDict"), []object.Def{
		{Sig: "__init__(self, dict=None, /, **kwargs)", Do: func(a []*Object) *Object {
			ok := setData(a[0], object.NewDict()) && (a[1] == object.None || object.Finished(object.CallMethod(a[0], "update", a[1]))) &&
				(object.DictLen(a[2]) == 0 || object.Finished(object.CallMethod(a[0], "update", a[2])))
			return object.NoneIf(ok)
		}},
		{Sig: "__getitem__(self, key)", Do: userDictGet},
		{Sig: "__setitem__(self, key, item)", Do: setItem},
		{Sig: "__delitem__(self, key)", Do: delItem},
		{Sig: "__iter__(self)", Do: func(a []*Object) *Object { return withData(a[0], object.Iter) }},
		userDictOr("__or__", false), userDictOr("__ror__", true),
		{Sig: "__ior__(self, other)", Do: func(a []*Object) *Object {
			other := unwrapped(a[1], "UserDict")
			if other == nil {
				return nil
			}
			defer object.Decref(other)
			if !object.Finished(withData(a[0], func(data *Object) *Object {
				return object.NoneIf(setData(a[0], object.InPlaceOr(data, other)))
			})) {
				return nil
			}
			return object.NewRef(a[0])
		}},
		shallowCopy(func(data *Object) *Object { return object.CallMethod(data, "copy") }),
		{Sig: "copy(self)", Do: userDictCopy},
		{Sig: "fromkeys(cls, iterable, value=None)", Kind: object.ClassDef, Do: func(a []*Object) *Object {
			d := object.CallNone(a[0])
			if d != nil && !object.Each(a[1], func(key *Object) bool { return object.SetItem(d, key, a[2]) }) {
				object.Decref(d)
				return nil
			}
			return d
		}},
	}...)})
}

// asList is a list's worth of an operand: a UserList's data, a list, or the list of any iterable.
func asList(o *Object) *Object {
	data := unwrapped(o, "UserList")
	if data == nil || object.IsList(data) {
		return data
	}
	defer object.Decref(data)
	return object.ToList(data)
}

func userListAdd(sig string, f func(data, other *Object) *Object) object.Def {
	return object.Def{Sig: sig, Do: func(a []*Object) *Object {
		other := asList(a[1])
		if other == nil {
			return nil
		}
		defer object.Decref(other)
		return withData(a[0], func(data *Object) *Object { return wrapped(a[0], f(data, other)) })
	}}
}

// changedInPlace sets data to what f makes of it and an operand, and returns self.
func changedInPlace(sig string, operand func(o *Object) *Object, f func(data, other *Object) *Object) object.Def {
	return object.Def{Sig: sig, Do: func(a []*Object) *Object {
		other := operand(a[1])
		if other == nil {
			return nil
		}
		defer object.Decref(other)
		if !object.Finished(withData(a[0], func(data *Object) *Object { return object.NoneIf(setData(a[0], f(data, other))) })) {
			return nil
		}
		return object.NewRef(a[0])
	}}
}

func userListClass() *Object {
	times := func(data, n *Object) *Object { return object.Multiply(data, n) }
	defs := append(common("UserList"), comparisons("UserList")...)
	return withBase("MutableSequence", object.Class{
		Name: "UserList", Doc: "A list, wrapped.",
		More: func(namespace *Object) bool {
			return object.PutOwned(namespace, "__hash__", object.NewRef(object.None))
		},
		Defs: append(defs, []object.Def{
			{Sig: "__init__(self, initlist=None)", Do: func(a []*Object) *Object {
				if a[1] == object.None {
					return object.NoneIf(setData(a[0], object.NewList(0)))
				}
				items := unwrapped(a[1], "UserList")
				if items == nil {
					return nil
				}
				defer object.Decref(items)
				return object.NoneIf(setData(a[0], object.ToList(items)))
			}},
			{Sig: "__getitem__(self, i)", Do: func(a []*Object) *Object {
				return withData(a[0], func(data *Object) *Object {
					item := object.GetItem(data, a[1])
					if object.Is(a[1], object.SliceType) {
						return wrapped(a[0], item)
					}
					return item
				})
			}},
			{Sig: "__setitem__(self, i, item)", Do: setItem},
			{Sig: "__delitem__(self, i)", Do: delItem},
			userListAdd("__add__(self, other)", object.Add),
			userListAdd("__radd__(self, other)", func(data, other *Object) *Object { return object.Add(other, data) }),
			changedInPlace("__iadd__(self, other)", asList, object.InPlaceAdd),
			operator("__mul__(self, n)", "UserList", times), operator("__rmul__(self, n)", "UserList", times),
			changedInPlace("__imul__(self, n)", func(o *Object) *Object { return object.NewRef(o) }, object.InPlaceMultiply),
			shallowCopy(object.ToList),
			{Sig: "copy(self)", Do: func(a []*Object) *Object { return object.CallArgs(object.Head(a[0].Type), a[0]) }},
			passOn("append(self, item)", "", false), passOn("insert(self, i, item)", "", false), passOn("pop(self, i=-1)", "", false),
			passOn("remove(self, item)", "", false), passOn("clear(self)", "", false), passOn("count(self, item)", "", false),
			passOn("index(self, item, *args)", "", false), passOn("reverse(self)", "", false), passOn("extend(self, other)", "UserList", false),
			{Sig: "sort(self, /, *args, **kwds)", Do: func(a []*Object) *Object {
				return withData(a[0], func(data *Object) *Object {
					f := object.GetAttrString(data, "sort")
					if f == nil {
						return nil
					}
					defer object.Decref(f)
					return object.Call(f, a[1], a[2])
				})
			}},
		}...),
	})
}
