package object

import (
	"unsafe"

	"github.com/d95905aa/gilded/internal/abi"
	"github.com/d95905aa/gilded/internal/ctier"
)

// newTypeObject is type.__new__: the class statement. args is (x,) or (name, bases, namespace).
func newTypeObject(meta *Type, args, kwargs *Object) *Object {
	items := TupleItems(args)
	if len(items) == 1 && meta == TypeType {
		return NewRef(Head(items[0].Type))
	}
	if len(items) != 3 {
		return Raise(TypeError, "type.__new__() takes exactly 3 arguments (%d given)", len(items))
	}
	name, bases, namespace := items[0], items[1], items[2]
	for i, t := range []*Type{StrType, TupleType, DictType} {
		if !Is(items[i], t) {
			return Raise(TypeError, "type.__new__() argument %d must be %s, not %.50s", i+1, TypeName(t), TypeName(items[i].Type))
		}
	}
	if len(TupleItems(bases)) == 0 {
		bases = Pack(Head(ObjectType))
	} else {
		bases = NewRef(bases)
	}
	if bases == nil {
		return nil
	}
	defer Decref(bases)
	winner := winningMeta(meta, bases)
	if winner == nil {
		return nil
	}
	if winner != meta && winner.New != TypeType.New {
		return ctier.CallNew(winner.New, winner, args, kwargs)
	}
	base := bestBase(bases)
	if base == nil {
		return nil
	}
	dict := DictCopy(namespace)
	if dict == nil {
		return nil
	}
	slots, ok := slotNames(dict)
	if !ok {
		Decref(dict)
		return nil
	}
	t := newHeapType(winner, len(slots))
	if t == nil {
		Decref(dict)
		return nil
	}
	t.Dict = dict
	o := Head(t)
	if !layOut(t, name, bases, base, slots, DictGetInterned(dict, Intern("__slots__")) != nil) || !Ready(&t.Type) {
		Decref(o)
		return nil
	}
	fixSlots(&t.Type)
	if !setNames(o) || !initSubclass(o, kwargs) {
		Decref(o)
		return nil
	}
	return o
}

// slotNames reads __slots__ out of a namespace; __dict__ and __weakref__ are among the names if they are asked for.
func slotNames(dict *Object) ([]string, bool) {
	v := DictGetInterned(dict, Intern("__slots__"))
	if v == nil {
		return nil, true
	}
	var tuple *Object
	if Is(v, StrType) {
		tuple = Pack(v)
	} else {
		tuple = SequenceTuple(v)
	}
	if tuple == nil {
		return nil, false
	}
	defer Decref(tuple)
	var names []string
	for _, n := range TupleItems(tuple) {
		if !Is(n, StrType) {
			Raise(TypeError, "__slots__ items must be strings, not '%.200s'", TypeName(n.Type))
			return nil, false
		}
		if !StrIsIdentifier(n) {
			Raise(TypeError, "__slots__ must be identifiers")
			return nil, false
		}
		name := StrOf(n)
		if DictGetInterned(dict, Intern(name)) != nil {
			Raise(ValueError, "%s in __slots__ conflicts with class variable", ReprOf(n))
			return nil, false
		}
		names = append(names, name)
	}
	return names, true
}

// layOut fills a new class: names, base, flags, and the fields that its instances get beyond the base's.
func layOut(t *abi.HeapType, name, bases *Object, base *Type, slots []string, hasSlots bool) bool {
	t.Flags = abi.TPFlagsDefault | abi.TPFlagsHeaptype | abi.TPFlagsBasetype
	if base.Flags&abi.TPFlagsHaveGC != 0 {
		t.Flags |= abi.TPFlagsHaveGC
	}
	t.HTName = NewRef(name)
	if q := DictGetInterned(t.Dict, Intern("__qualname__")); q != nil {
		if !Is(q, StrType) {
			Raise(TypeError, "type __qualname__ must be a str, not %s", TypeName(q.Type))
			return false
		}
		t.HTQualname = NewRef(q)
		if !DictDel(t.Dict, Intern("__qualname__")) {
			return false
		}
	} else {
		t.HTQualname = NewRef(name)
	}
	if !setHeapName(t, StrOf(name)) {
		return false
	}
	Incref(Head(base))
	t.Base = base
	t.Bases = NewRef(bases)
	t.Basicsize, t.Itemsize = base.Basicsize, base.Itemsize
	if base.Itemsize == 0 || !hasSlots {
		placeFields(t, base, slots, hasSlots)
	} else if len(slots) > 0 {
		Raise(TypeError, "nonempty __slots__ not supported for subtype of '%s'", TypeName(base))
		return false
	}
	if t.Flags&abi.TPFlagsHaveGC != 0 || t.Dictoffset != 0 && base.Dictoffset == 0 {
		t.Flags |= abi.TPFlagsHaveGC
		t.Traverse, t.Clear = subtypeTraverse, subtypeClear
		t.Free = gcFree
	} else {
		t.Free = objectFree
	}
	t.Dealloc = subtypeDealloc
	t.Alloc = ObjectType.Alloc
	if doc := DictGetInterned(t.Dict, Intern("__doc__")); doc != nil && Is(doc, StrType) {
		if t.Doc = RawString(StrOf(doc)); t.Doc == nil {
			NoMemory()
			return false
		}
	}
	return true
}

// placeFields adds a field for each slot name, and for __dict__ and __weakref__ unless __slots__ leaves them out.
func placeFields(t *abi.HeapType, base *Type, slots []string, hasSlots bool) {
	wantDict, wantWeak := !hasSlots, !hasSlots
	members := unsafe.Slice(membersOf(t), len(slots))
	n := 0
	for _, name := range slots {
		switch name {
		case "__dict__":
			wantDict = true
		case "__weakref__":
			wantWeak = true
		default:
			members[n] = abi.MemberDef{Name: ctier.CString(name), Type: TObjectEx, Offset: t.Basicsize}
			t.Basicsize += 8
			n++
			t.Flags |= abi.TPFlagsHaveGC
		}
	}
	As[*abi.VarObject](Head(t)).Size = n
	t.Members = membersOf(t)
	if n == 0 {
		t.Members = nil
	}
	if wantDict && base.Dictoffset == 0 {
		if base.Itemsize != 0 {
			t.Dictoffset = -8
		} else {
			t.Dictoffset = t.Basicsize
		}
		t.Basicsize += 8
		t.Flags |= abi.TPFlagsHaveGC
		t.Getset = dictAndWeak
		if wantWeak && base.Weaklistoffset == 0 && base.Itemsize == 0 {
			t.Weaklistoffset = t.Basicsize
			t.Basicsize += 8
		} else {
			t.Getset = onlyDict
		}
	} else if wantWeak && base.Weaklistoffset == 0 && base.Itemsize == 0 {
		t.Weaklistoffset = t.Basicsize
		t.Basicsize += 8
		t.Getset = onlyWeak
	}
}

// The getsets of a class whose instances have a __dict__, are weakly referable, or both. Boot makes them.
var dictAndWeak, onlyDict, onlyWeak *abi.GetSetDef

func init() {
	dict := GetSet{Name: "__dict__", Doc: "dictionary for instance variables (if defined)", Get: GenericGetDict, Set: setInstanceDict}
	weak := GetSet{Name: "__weakref__", Doc: "list of weak references to the object (if defined)", Get: getWeakref}
	AtBoot(func() {
		dictAndWeak = GetSetDefs([]GetSet{dict, weak})
		onlyDict = GetSetDefs([]GetSet{dict})
		onlyWeak = GetSetDefs([]GetSet{weak})
	})
}

// getWeakref is the first weak reference to an object, or None.
func getWeakref(o *Object) *Object {
	if p := weakList(o); p != nil && *p != nil {
		return NewRef(Head(*p))
	}
	return NewRef(None)
}

// setNames tells each value of a new class the name it has there.
func setNames(t *Object) bool {
	names := DictCopy(As[*Type](t).Dict)
	if names == nil {
		return false
	}
	defer Decref(names)
	var pos int
	var k, v *Object
	for DictNext(names, &pos, &k, &v) {
		r, found := special(v, "__set_name__", t, k)
		if found && r == nil {
			RaiseFromCause(RuntimeError, "Error calling __set_name__ on '%.100s' instance %s in '%.100s'", TypeName(v.Type), ReprOf(k), TypeName(As[*Type](t)))
			return false
		}
		XDecref(r)
	}
	return true
}

// initSubclass calls super(t, t).__init_subclass__ with the class statement's keywords.
func initSubclass(t, kwargs *Object) bool {
	for _, b := range TupleItems(As[*Type](t).MRO)[1:] {
		f := DictGetInterned(As[*Type](b).Dict, Intern("__init_subclass__"))
		if f == nil {
			continue
		}
		bound := NewRef(f)
		if get := f.Type.DescrGet; get != nil {
			Decref(bound)
			if bound = ctier.CallTernary(get, f, nil, t); bound == nil {
				return false
			}
		}
		defer Decref(bound)
		args := NewTuple(0)
		defer Decref(args)
		r := Call(bound, args, kwargs)
		XDecref(r)
		return r != nil
	}
	return true
}

// initTypeObject is type.__init__, which only checks.
func initTypeObject(args, kwargs *Object) int32 {
	n := len(TupleItems(args))
	if n == 1 && kwargs != nil && DictLen(kwargs) != 0 {
		Raise(TypeError, "type.__init__() takes no keyword arguments")
		return -1
	}
	if n != 1 && n != 3 {
		Raise(TypeError, "type.__init__() takes 1 or 3 arguments")
		return -1
	}
	return 0
}
