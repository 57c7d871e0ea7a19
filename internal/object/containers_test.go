package object_test

import (
	"fmt"
	"slices"
	"testing"
	"unsafe"

	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"github.com/d95905aa/gilded/internal/abi"
	"github.com/d95905aa/gilded/internal/ctier"
	"github.com/d95905aa/gilded/internal/mem"
	"github.com/d95905aa/gilded/internal/object"
)

// live counts the objects that are alive in the calling thread's interpreter by type, and other blocks under "memory".
func live() map[string]int {
	n := map[string]int{}
	mem.Live(object.Thread().Interp, func(b mem.Block) bool {
		switch b.Kind {
		case abi.KindObject:
			n[object.TypeName((*object.Object)(b.Address).Type)]++
		case abi.KindGC:
			n[object.TypeName((*object.Object)(unsafe.Add(b.Address, abi.GCHeadSize)).Type)]++
		default:
			n["memory"]++
		}
		return true
	})
	return n
}

// leakless fails unless f leaves as many objects alive as it found. It runs once before, to fill caches.
func leakless(t *testing.T, f func()) {
	t.Helper()
	withRuntime(t, func() {
		f()
		object.Collect(2)
		before := live()
		f()
		object.Collect(2)
		require.Equal(t, before, live(), "objects left alive")
	})
}

// keyOf is what a model's key n is in the runtime: ints, strs and tuples, many of which share a hash's low bits.
func keyOf(n int) *object.Object {
	switch n % 3 {
	case 0:
		return object.NewInt(int64(n) << 20)
	case 1:
		return object.NewStr(fmt.Sprint("k", n))
	}
	i := object.NewInt(int64(n))
	defer object.Decref(i)
	return object.Pack(i, object.None)
}

func numberOf(t require.TestingT, o *object.Object) int {
	v, ok := object.AsInt64(o)
	require.True(t, ok)
	return int(v)
}

func TestDictBehavesLikeAnOrderedMap(t *testing.T) {
	leakless(t, func() {
		rapid.Check(t, func(t *rapid.T) {
			d := object.NewDict()
			defer func() { object.Decref(d) }()
			model := map[int]int{}
			var order []int
			drop := func(n int) {
				delete(model, n)
				order = slices.DeleteFunc(order, func(x int) bool { return x == n })
			}
			versions := map[uint64]bool{}
			for range rapid.IntRange(1, 200).Draw(t, "steps") {
				n := rapid.IntRange(0, 50).Draw(t, "key")
				key := keyOf(n)
				_, there := model[n]
				before := object.As[*abi.Dict](d).VersionTag
				changed := true
				switch rapid.IntRange(0, 9).Draw(t, "action") {
				case 0, 1, 2, 3:
					v := object.NewInt(int64(n + 1000))
					require.True(t, object.DictSet(d, key, v))
					object.Decref(v)
					changed = !there // small ints are the same object, larger ones are not
					if there {
						changed = object.As[*abi.Dict](d).VersionTag != before
					}
					if !there {
						order = append(order, n)
					}
					model[n] = n + 1000
				case 4, 5:
					require.Equal(t, there, object.DictDel(d, key))
					if !there {
						require.True(t, object.Matches(object.KeyError))
						object.ClearErr()
					}
					changed = there
					drop(n)
				case 6:
					v := object.DictPop(d, key, object.None)
					require.Equal(t, there, v != object.None)
					object.Decref(v)
					changed = there
					drop(n)
				case 7:
					if len(order) == 0 {
						changed = false
						break
					}
					pair := object.CallMethod(d, "popitem")
					last := order[len(order)-1]
					require.Equal(t, model[last], numberOf(t, object.TupleItems(pair)[1]))
					object.Decref(pair)
					drop(last)
				case 8:
					c := object.DictCopy(d)
					require.Equal(t, int32(1), object.RichCompareBool(c, d, abi.EQ))
					object.Decref(d)
					d = c
					changed = len(order) > 0
					before = 0
				case 9:
					changed, before = len(order) > 0, 0
					if rapid.IntRange(0, 9).Draw(t, "clear") == 0 {
						object.DictClear(d)
						model, order = map[int]int{}, nil
					} else {
						changed = false
					}
				}
				object.Decref(key)
				if now := object.As[*abi.Dict](d).VersionTag; changed {
					require.False(t, versions[now], "version %d came twice", now)
					versions[now] = true
				} else if before != 0 {
					require.Equal(t, before, now)
				}
				require.Equal(t, len(model), object.DictLen(d))
				var pos, i int
				var k, v *object.Object
				for object.DictNext(d, &pos, &k, &v) {
					require.Equal(t, model[order[i]], numberOf(t, v))
					got, ok := object.DictGet(d, k)
					require.True(t, ok)
					require.Equal(t, v, got)
					i++
				}
				require.Equal(t, len(order), i)
			}
		})
	})
}

func TestSetBehavesLikeAMap(t *testing.T) {
	leakless(t, func() {
		rapid.Check(t, func(t *rapid.T) {
			sets := [2]*object.Object{object.NewSet(nil), object.NewSet(nil)}
			models := [2]map[int]bool{{}, {}}
			defer func() { object.Decref(sets[0]); object.Decref(sets[1]) }()
			for range rapid.IntRange(1, 100).Draw(t, "steps") {
				n, which := rapid.IntRange(0, 60).Draw(t, "key"), rapid.IntRange(0, 1).Draw(t, "set")
				key, s, m := keyOf(n), sets[which], models[which]
				other, o := sets[1-which], models[1-which]
				switch rapid.IntRange(0, 8).Draw(t, "action") {
				case 0, 1, 2, 3:
					require.True(t, object.SetAdd(s, key))
					m[n] = true
				case 4, 5:
					require.Equal(t, m[n], object.SetDiscard(s, key) == 1)
					delete(m, n)
				case 6, 7:
					method := rapid.SampledFrom([]string{"update", "difference_update", "intersection_update", "symmetric_difference_update"}).Draw(t, "method")
					object.Decref(object.CallMethod(s, method, other))
					for x := range 61 {
						in := map[string]bool{"update": m[x] || o[x], "difference_update": m[x] && !o[x],
							"intersection_update": m[x] && o[x], "symmetric_difference_update": m[x] != o[x]}[method]
						if delete(m, x); in {
							m[x] = true
						}
					}
				case 8:
					subset := true
					for x := range m {
						subset = subset && o[x]
					}
					require.Equal(t, subset, object.RichCompareBool(s, other, abi.LE) == 1)
				}
				object.Decref(key)
				require.Equal(t, len(m), object.SetLen(s))
				for x := range 61 {
					k := keyOf(x)
					require.Equal(t, m[x], object.SetContains(s, k) == 1)
					object.Decref(k)
				}
			}
		})
	})
}

func TestSortIsStable(t *testing.T) {
	leakless(t, func() {
		rapid.Check(t, func(t *rapid.T) {
			n := rapid.IntRange(0, 400).Draw(t, "length")
			values := make([]int, n)
			for i := range values {
				values[i] = rapid.IntRange(0, max(1, n/rapid.IntRange(1, 20).Draw(t, "spread"))).Draw(t, "value")
				if i > 0 && rapid.Bool().Draw(t, "run") {
					values[i] = values[i-1] + 1
				}
			}
			reverse := rapid.Bool().Draw(t, "reverse")
			kind := rapid.IntRange(0, 2).Draw(t, "kind")
			l := object.NewList(0)
			for i, v := range values {
				var key *object.Object
				switch kind {
				case 0:
					key = object.NewInt(int64(v))
				case 1:
					key = object.NewFloat(float64(v))
				case 2:
					key = object.NewStr(fmt.Sprintf("%04d", v))
				}
				at := object.NewInt(int64(i))
				pair := object.Pack(key, at)
				object.ListAppend(l, pair)
				object.Decref(pair)
				object.Decref(at)
				object.Decref(key)
			}
			first := function("first", func(_, o *object.Object) *object.Object { return object.NewRef(object.TupleItems(o)[0]) })
			require.True(t, object.ListSort(l, first, reverse))
			object.Decref(first)
			order := make([]int, n)
			for i := range order {
				order[i] = i
			}
			slices.SortStableFunc(order, func(a, b int) int {
				if reverse {
					return values[b] - values[a]
				}
				return values[a] - values[b]
			})
			for i, pair := range object.ListItems(l) {
				require.Equal(t, order[i], numberOf(t, object.TupleItems(pair)[1]))
			}
			object.Decref(l)
		})
	})
}

// function makes a built-in function of one argument. Its definition and its stub are never freed: use it in tests only.
func function(name string, f func(self, o *object.Object) *object.Object) *object.Object {
	return functionWith(name, abi.MethO, f)
}

func functionWith(name string, flags int32, f func(self, o *object.Object) *object.Object) *object.Object {
	def := (*abi.MethodDef)(ctier.Static(unsafe.Sizeof(abi.MethodDef{})))
	*def = abi.MethodDef{Name: ctier.CString(name), Meth: ctier.Binary(f), Flags: flags}
	return object.NewCFunction(def, nil, nil, nil)
}

// subclass makes a class like class K(base): pass.
func subclass(base *object.Type) *object.Object {
	name, bases, dict := object.NewStr("K"), object.Pack(object.Head(base)), object.NewDict()
	class := object.CallArgs(object.Head(object.TypeType), name, bases, dict)
	object.Decref(name)
	object.Decref(bases)
	object.Decref(dict)
	return class
}

// instance makes an object of a new class whose hash is 1 and whose __eq__ is eq.
func instance(eq func(other *object.Object) *object.Object) *object.Object {
	dict := object.NewDict()
	for name, f := range map[string]*object.Object{
		"__eq__":   function("__eq__", func(_, other *object.Object) *object.Object { return eq(other) }),
		"__hash__": functionWith("__hash__", abi.MethNoargs, func(_, _ *object.Object) *object.Object { return object.NewInt(1) }),
	} {
		object.DictSetString(dict, name, f)
		object.Decref(f)
	}
	name := object.NewStr("K")
	class := object.CallArgs(object.Head(object.TypeType), name, object.NewTuple(0), dict)
	object.Decref(name)
	object.Decref(dict)
	o := object.CallArgs(class)
	object.Decref(class)
	return o
}

// Comparing keys changes the dict that is searched.
func TestDictSurvivesComparisonsThatChangeIt(t *testing.T) {
	for name, change := range map[string]func(d, key *object.Object){
		"clear": func(d, _ *object.Object) { object.DictClear(d) },
		"delete and grow": func(d, key *object.Object) {
			object.DictClear(d)
			for i := range 100 {
				k := object.NewInt(int64(i + 2))
				object.DictSet(d, k, object.None)
				object.Decref(k)
			}
		},
		"grow": func(d, _ *object.Object) {
			for i := range 100 {
				k := object.NewInt(int64(i + 2))
				object.DictSet(d, k, object.None)
				object.Decref(k)
			}
		},
	} {
		t.Run(name, func(t *testing.T) {
			withRuntime(t, func() {
				one := object.NewInt(1)
				var d, key *object.Object
				calls := 0
				key = instance(func(other *object.Object) *object.Object {
					if calls++; calls == 1 {
						change(d, key)
					}
					return object.NewBool(false)
				})
				for what, f := range map[string]func(){
					"get":        func() { v, ok := object.DictGet(d, one); require.True(t, ok); require.Nil(t, v) },
					"set":        func() { require.True(t, object.DictSet(d, one, one)) },
					"pop":        func() { object.Decref(object.DictPop(d, one, object.None)) },
					"setdefault": func() { require.Equal(t, one, object.DictSetDefault(d, one, one)) },
					"contains":   func() { require.Equal(t, int32(0), object.DictContains(d, one)) },
				} {
					calls = 0
					d = object.NewDict()
					require.True(t, object.DictSet(d, key, object.None), what)
					f()
					require.NotZero(t, calls, what)
					r := object.Repr(d)
					require.NotNil(t, r, what)
					object.Decref(r)
					object.Decref(d)
				}
				object.Decref(key)
			})
		})
	}
}

// Comparing items changes the list or set that is searched.
func TestSequencesSurviveComparisonsThatChangeThem(t *testing.T) {
	withRuntime(t, func() {
		one := object.NewInt(1)
		var l, s *object.Object
		key := instance(func(other *object.Object) *object.Object {
			if l != nil {
				object.Decref(object.CallMethod(l, "clear"))
			}
			if s != nil {
				object.SetClear(s)
				for i := range 50 {
					k := object.NewInt(int64(i + 2))
					object.SetAdd(s, k)
					object.Decref(k)
				}
			}
			return object.NewBool(false)
		})
		for _, method := range []string{"index", "count", "remove", "__contains__", "__eq__"} {
			l = object.ListFrom([]*object.Object{key, key, key})
			arg := one
			if method == "__eq__" {
				arg = object.ListFrom([]*object.Object{one, one, one})
			}
			object.XDecref(object.CallMethod(l, method, arg))
			object.ClearErr()
			object.Decref(l)
			if arg != one {
				object.Decref(arg)
			}
		}
		l = nil
		for _, method := range []string{"add", "discard", "__contains__", "update", "intersection", "symmetric_difference_update"} {
			s = object.NewSet(nil)
			set := s
			s = nil
			object.SetAdd(set, key)
			s = set
			arg := one
			if method == "update" || method == "intersection" || method == "symmetric_difference_update" {
				arg = object.ListFrom([]*object.Object{one, one, one})
			}
			object.XDecref(object.CallMethod(s, method, arg))
			object.ClearErr()
			s = nil
			object.Decref(set)
			if arg != one {
				object.Decref(arg)
			}
		}
		object.Decref(key)
		object.Decref(one)
	})
}

func TestSortOfAListThatChanges(t *testing.T) {
	withRuntime(t, func() {
		three, two := object.NewInt(3), object.NewInt(2)
		l := object.ListFrom([]*object.Object{three, two})
		key := function("key", func(_, o *object.Object) *object.Object {
			object.ListAppend(l, o)
			return object.NewRef(o)
		})
		require.False(t, object.ListSort(l, key, false))
		require.True(t, object.Matches(object.ValueError))
		require.Equal(t, "list modified during sort", object.TextOf(object.Thread().CurexcValue))
		object.ClearErr()
		require.Equal(t, []*object.Object{two, three}, object.ListItems(l))
		for _, o := range []*object.Object{l, key, three, two} {
			object.Decref(o)
		}
	})
}

// Very many containers, each in the next: their destructors must not need as many frames.
func TestDeepNestingDies(t *testing.T) {
	const depth = 200_000
	var listClass, dictClass *object.Object
	for name, wrap := range map[string]func(o *object.Object) *object.Object{
		"tuple": func(o *object.Object) *object.Object { return object.Pack(o) },
		"list":  func(o *object.Object) *object.Object { return object.ListFrom([]*object.Object{o}) },
		"dict": func(o *object.Object) *object.Object {
			d := object.NewDict()
			object.DictSet(d, object.None, o)
			return d
		},
		"set": func(o *object.Object) *object.Object {
			s := object.NewFrozenSet(nil)
			object.SetAdd(s, o)
			return s
		},
		"subclass of list": func(o *object.Object) *object.Object {
			l := object.CallArgs(listClass)
			object.ListAppend(l, o)
			return l
		},
		"subclass of dict": func(o *object.Object) *object.Object {
			d := object.CallArgs(dictClass)
			object.DictSet(d, object.None, o)
			return d
		},
		"all in turn": nil,
	} {
		t.Run(name, func(t *testing.T) {
			leakless(t, func() {
				listClass, dictClass = subclass(object.ListType), subclass(object.DictType)
				defer object.Decref(listClass)
				defer object.Decref(dictClass)
				o := object.NewTuple(0)
				for i := range depth {
					var w *object.Object
					switch {
					case wrap != nil:
						w = wrap(o)
					case i%2 == 0:
						w = object.Pack(o)
					default:
						w = object.ListFrom([]*object.Object{o})
					}
					object.Decref(o)
					o = w
				}
				object.Decref(o)
			})
		})
	}
}
