package object_test

import (
	"slices"
	"testing"

	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"github.com/d95905aa/gilded/internal/ctier"
	"github.com/d95905aa/gilded/internal/object"
	"github.com/d95905aa/gilded/internal/pyeval"
)

func TestOrderedDictBehavesLikeAListOfKeys(t *testing.T) {
	leakless(t, func() {
		rapid.Check(t, func(t *rapid.T) {
			od := object.NewODict()
			defer func() { object.Decref(od) }()
			var order []int
			drop := func(n int) { order = slices.DeleteFunc(order, func(x int) bool { return x == n }) }
			for range rapid.IntRange(1, 150).Draw(t, "steps") {
				n := rapid.IntRange(0, 40).Draw(t, "key")
				key, there := keyOf(n), slices.Contains(order, n)
				last := rapid.Bool().Draw(t, "last")
				switch rapid.IntRange(0, 8).Draw(t, "action") {
				case 0, 1, 2:
					require.True(t, object.ODictSet(od, key, object.None))
					if !there {
						order = append(order, n)
					}
				case 3:
					require.Equal(t, there, object.ODictDel(od, key))
					drop(n)
				case 4, 5:
					require.Equal(t, there, object.ODictMove(od, key, last))
					if drop(n); there && last {
						order = append(order, n)
					} else if there {
						order = slices.Insert(order, 0, n)
					}
				case 6:
					pair := object.ODictPopItem(od, last)
					require.Equal(t, len(order) > 0, pair != nil)
					object.XDecref(pair)
					if len(order) > 0 && last {
						order = order[:len(order)-1]
					} else if len(order) > 0 {
						order = order[1:]
					}
				case 7:
					c := object.CallMethod(od, "copy")
					require.Equal(t, int32(1), object.RichCompareBool(c, od, 2))
					object.Decref(od)
					od = c
				case 8:
					if rapid.IntRange(0, 9).Draw(t, "clear") == 0 {
						object.ODictClear(od)
						order = nil
					}
				}
				object.Decref(key)
				if object.Occurred() != nil {
					require.True(t, object.Matches(object.KeyError))
					object.ClearErr()
				}
				for _, direction := range []string{"__iter__", "__reversed__"} {
					it := object.CallMethod(od, direction)
					keys := object.ToList(it)
					object.Decref(it)
					items := slices.Clone(object.ListItems(keys))
					if direction == "__reversed__" {
						slices.Reverse(items)
					}
					require.Equal(t, len(order), len(items))
					for i, k := range items {
						expected := keyOf(order[i])
						require.Equal(t, int32(1), object.RichCompareBool(expected, k, 2))
						object.Decref(expected)
					}
					object.Decref(keys)
				}
			}
		})
	})
}

// disturbed is an OrderedDict of three keys that are told apart only by comparing them, where the next comparison of a key
// with another does something to the dict.
func disturbed(t *testing.T, names *pyeval.Namespace, what string) {
	armed := false
	compare := ctier.Compare(func(a, b *object.Object, op int32) *object.Object {
		if armed {
			armed = false
			if v, err := names.Eval(what); err == nil {
				object.Decref(v)
			} else {
				err.(*pyeval.Raised).Release()
			}
		}
		return object.NewBool((a == b) == (op == 2))
	})
	t.Cleanup(func() { ctier.Release(compare) })
	key, err := names.Eval("type('Key', (), {'__hash__': int(1).__hash__})")
	require.NoError(t, err)
	object.As[*object.Type](key).Richcompare = compare
	names.Bind("Key", key)
	object.Decref(key)
	for _, text := range []string{"o = OrderedDict()", "a = Key()", "b = Key()", "c = Key()", "o[a] = 1", "o[b] = 2", "o[c] = 3"} {
		v, err := names.Exec(text)
		require.NoError(t, err)
		object.XDecref(v)
	}
	armed = true
}

// What a comparison does to an OrderedDict in the middle of an operation may make it fail, and nothing else.
func TestOrderedDictChangesWhileItsKeysAreCompared(t *testing.T) {
	for _, operation := range []string{
		"o[c]", "o.pop(c)", "o.move_to_end(c)", "o.move_to_end(c, False)", "o.setdefault(c, 1)", "o.__delitem__(c)", "o.__setitem__(c, 9)",
		"o.copy()", "o == OrderedDict(o)", "OrderedDict([(c, 3), (b, 2), (a, 1)]) == o", "repr(o)", "list(o)", "list(o.items())",
		"list(reversed(o.values()))", "o.popitem()", "o.popitem(False)", "o.update([(c, 1), (b, 1)])", "o | {c: 1}", "iter(o).__reduce__()",
		"o.__setitem__(Key(), 9)", "o.__init__([(b, 5), (Key(), 6)])",
	} {
		for _, what := range []string{
			"o.clear()", "o.popitem()", "o.popitem(False)", "o.move_to_end(a)", "o.update(dict.fromkeys(range(50)))", "o.__init__([(a, 1)])",
			"dict.clear(o)", "dict.update(o, dict.fromkeys(range(50)))", "dict.popitem(o)", "o.pop(c)", "o.move_to_end(c, False)",
		} {
			t.Run(operation+" with "+what, func(t *testing.T) {
				withRuntime(t, func() {
					names := pyeval.NewNamespace()
					names.Bind("OrderedDict", object.Head(object.ODictType))
					disturbed(t, names, what)
					for range 2 { // the second time nothing is disturbed
						if v, err := names.Eval(operation); err == nil {
							object.Decref(v)
						} else {
							err.(*pyeval.Raised).Release()
						}
					}
					if v, err := names.Eval("o.clear() or o.copy()"); err != nil {
						t.Error(err)
					} else {
						require.Equal(t, "OrderedDict()", object.ReprOf(v))
						object.Decref(v)
					}
					names.Close()
				})
			})
		}
	}
}
