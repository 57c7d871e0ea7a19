package functools

import (
	"unsafe"

	"github.com/d95905aa/gilded/internal/abi"
	"github.com/d95905aa/gilded/internal/object"
)

// A bounded cache is a dict from keys to links, and a list of the links, the least recently used first. Both own a reference to
// each link: the collector may empty the dict before it comes to the cache.

type lruLink struct {
	abi.Object
	prev, next *lruLink
	hash       int
	key        *Object
	result     *Object
}

type lruCache struct {
	abi.Object
	first, last *lruLink // least and most recently used
	fn          *Object
	cache       *Object // a dict
	info        *Object // the type of cache_info
	mark        *Object // stands before the arguments by name in a key
	maxsize     int     // -1: unbounded
	typed       bool
	hits        int
	misses      int
	dict        *Object
	weakrefs    *Object
}

var (
	lruLinkType  = object.NewType()
	lruCacheType = object.NewType()
)

func lruOf(o *Object) *lruCache { return object.As[*lruCache](o) }

// unlink takes a link out of the list, and hands over the list's reference.
func (c *lruCache) unlink(l *lruLink) {
	if l.prev != nil {
		l.prev.next = l.next
	} else {
		c.first = l.next
	}
	if l.next != nil {
		l.next.prev = l.prev
	} else {
		c.last = l.prev
	}
	l.prev, l.next = nil, nil
}

// link makes a link, a reference to which it takes over, the most recently used one.
func (c *lruCache) link(l *lruLink) {
	l.prev = c.last
	if c.last != nil {
		c.last.next = l
	} else {
		c.first = l
	}
	c.last = l
}

// forget empties the list and the dict: it may run code.
func (c *lruCache) forget() {
	l := c.first
	c.first, c.last = nil, nil
	if c.cache != nil {
		object.DictClear(c.cache)
	}
	for l != nil {
		next := l.next
		l.prev, l.next = nil, nil
		object.Decref(object.Head(l))
		l = next
	}
}

// key is what a call's arguments are found under.
func (c *lruCache) key(args, kwargs *Object) *Object {
	given := object.TupleItems(args)
	named := kwargs != nil && object.DictLen(kwargs) > 0
	if !c.typed && !named && len(given) == 1 && (given[0].Type == object.StrType || given[0].Type == object.LongType) {
		return object.NewRef(given[0])
	}
	items := append([]*Object{}, given...)
	var types []*Object
	for _, arg := range given {
		types = append(types, object.Head(arg.Type))
	}
	if named {
		items = append(items, c.mark)
		var name, v *Object
		for pos := 0; object.DictNext(kwargs, &pos, &name, &v); {
			items, types = append(items, name, v), append(types, object.Head(v.Type))
		}
	}
	if c.typed {
		items = append(items, types...)
	}
	return object.Pack(items...)
}

func lruCall(o, args, kwargs *Object) *Object {
	c := lruOf(o)
	if c.maxsize == 0 {
		c.misses++
		return object.Call(c.fn, args, kwargs)
	}
	key := c.key(args, kwargs)
	if key == nil {
		return nil
	}
	defer object.Decref(key)
	hash := object.Hash(key)
	if hash == -1 {
		return nil
	}
	if result, ok := c.find(key, hash); result != nil || !ok {
		return result
	}
	c.misses++
	result := object.Call(c.fn, args, kwargs)
	if result == nil {
		return nil
	}
	if !c.store(key, hash, result) {
		object.Decref(result)
		return nil
	}
	return result
}

// find is a result that the cache has, nil and true if it has none.
func (c *lruCache) find(key *Object, hash int) (*Object, bool) {
	v, ok := object.DictGetHash(c.cache, key, hash)
	if v == nil || !ok {
		return nil, ok
	}
	c.hits++
	if c.maxsize < 0 {
		return object.NewRef(v), true
	}
	l := object.As[*lruLink](v)
	c.unlink(l)
	c.link(l)
	return object.NewRef(l.result), true
}

// store keeps a result. The call that it comes from may have filled, emptied or changed the cache.
func (c *lruCache) store(key *Object, hash int, result *Object) bool {
	if c.maxsize < 0 {
		return object.DictSetHash(c.cache, key, hash, result)
	}
	if v, ok := object.DictGetHash(c.cache, key, hash); v != nil || !ok {
		return ok
	}
	if object.DictLen(c.cache) >= c.maxsize && c.first != nil {
		oldest := c.first
		defer object.Decref(object.Head(oldest))
		c.unlink(oldest)
		if !object.DictDelHash(c.cache, oldest.key, oldest.hash) {
			if !object.Matches(object.KeyError) {
				return false
			}
			object.ClearErr()
			return true
		}
	}
	o := object.New(lruLinkType)
	if o == nil {
		return false
	}
	l := object.As[*lruLink](o)
	l.hash, l.key, l.result = hash, object.NewRef(key), object.NewRef(result)
	object.GCTrack(o)
	c.link(l)
	if !object.DictSetHash(c.cache, key, hash, o) {
		c.unlink(l)
		object.Decref(o)
		return false
	}
	return true
}

var lruParams = object.Params{
	Func: "lru_cache", Names: []string{"user_function", "maxsize", "typed", "cache_info_type"}, Required: 4, Positional: 4,
}

func lruNew(t *Type, args, kwargs *Object) *Object {
	var a [4]*Object
	if !lruParams.UnpackTuple(args, kwargs, a[:]) {
		return nil
	}
	typed := object.IsTrue(a[2])
	if typed < 0 {
		return nil
	}
	if !object.Callable(a[0]) {
		return object.Raise(object.TypeError, "the first argument must be callable")
	}
	maxsize := -1
	if a[1] != object.None {
		if !object.IndexCheck(a[1]) {
			return object.Raise(object.TypeError, "maxsize should be integer or None")
		}
		n, ok := object.AsIndex(a[1], object.OverflowError)
		if !ok {
			return nil
		}
		maxsize = max(n, 0)
	}
	o := object.NewInstance(t, 0)
	if o == nil {
		return nil
	}
	c := lruOf(o)
	c.maxsize, c.typed = maxsize, typed > 0
	c.fn, c.info, c.cache = object.NewRef(a[0]), object.NewRef(a[3]), object.NewDict()
	if c.mark = object.CallNone(object.Head(object.ObjectType)); c.mark == nil || c.cache == nil {
		object.Decref(o)
		return nil
	}
	return o
}

func lruInfo(o *Object) *Object {
	c := lruOf(o)
	maxsize := object.NewRef(object.None)
	if c.maxsize >= 0 {
		object.Decref(maxsize)
		maxsize = object.NewInt(int64(c.maxsize))
	}
	args := object.OwnedTuple(object.NewInt(int64(c.hits)), object.NewInt(int64(c.misses)), maxsize, object.NewInt(int64(object.DictLen(c.cache))))
	if args == nil {
		return nil
	}
	defer object.Decref(args)
	return object.Call(c.info, args, nil)
}

func init() {
	object.Define(lruLinkType, func() object.Spec {
		s := object.FieldSpec(unsafe.Sizeof(lruLink{}), 0, func(o *Object) []**Object {
			l := object.As[*lruLink](o)
			return []**Object{&l.key, &l.result}
		})
		s.Name, s.Flags, s.Clear = "functools._lru_list_elem", abi.TPFlagsHaveGC, nil // its cache breaks the cycle
		return s
	})
	object.Define(lruCacheType, func() object.Spec {
		var c *lruCache
		fields := func(o *Object) []**Object {
			c := lruOf(o)
			return []**Object{&c.fn, &c.cache, &c.info, &c.mark, &c.dict}
		}
		s := object.FieldSpec(unsafe.Sizeof(*c), int(unsafe.Offsetof(c.weakrefs)), fields)
		s.Name, s.Doc = "functools._lru_cache_wrapper", "A function that keeps the results of another."
		s.Flags |= abi.TPFlagsMethodDescriptor
		s.Dictoffset = int(unsafe.Offsetof(c.dict))
		s.New, s.Call = lruNew, lruCall
		s.Traverse = func(o *Object, visit abi.Func, arg unsafe.Pointer) int32 {
			for l := lruOf(o).first; l != nil; l = l.next {
				if r := object.Visit(visit, arg, object.Head(l)); r != 0 {
					return r
				}
			}
			c := lruOf(o)
			return object.Visit(visit, arg, c.fn, c.cache, c.info, c.mark, c.dict)
		}
		s.Clear = func(o *Object) int32 { // it can still be called
			lruOf(o).forget()
			object.Clear(&lruOf(o).dict)
			return 0
		}
		dealloc := s.Dealloc
		s.Dealloc = func(o *Object) {
			object.GCUntrack(o)
			lruOf(o).forget()
			dealloc(o)
		}
		s.DescrGet = func(self, obj, _ *Object) *Object {
			if obj == nil || obj == object.None {
				return object.NewRef(self)
			}
			return object.NewMethod(self, obj)
		}
		s.Getset = []object.GetSet{{Name: "__dict__", Get: object.GenericGetDict, Set: object.GenericSetDict}}
		self := func(o *Object) *Object { return object.NewRef(o) }
		s.Methods = []object.Method{
			{Name: "cache_info", NoArgs: lruInfo, Doc: "cache_info($self, /)\n--\n\nHow often it had a result, and how many it has."},
			{Name: "cache_clear", NoArgs: func(o *Object) *Object {
				c := lruOf(o)
				c.hits, c.misses = 0, 0
				c.forget()
				return object.NewRef(object.None)
			}, Doc: "cache_clear($self, /)\n--\n\nForget all results."},
			{Name: "__reduce__", NoArgs: func(o *Object) *Object { return object.GetAttrString(o, "__qualname__") }, Doc: "What pickling needs."},
			{Name: "__copy__", NoArgs: self, Doc: "The function itself."},
			{Name: "__deepcopy__", O: func(o, _ *Object) *Object { return object.NewRef(o) }, Doc: "The function itself."},
		}
		return s
	})
}
