package abc

import (
	"github.com/d95905aa/gilded/internal/object"
)

func init() {
	object.DefineModule("_abc", object.GoModule("_abc", "What the module abc rests on.", &functions))
	object.DefineModule("abc", newModule)
}

func none(ok bool) *object.Object {
	if !ok {
		return nil
	}
	return object.NewRef(object.None)
}

// two is a function of two positional arguments.
func two(name string, f func(a, b *object.Object) *object.Object) func(*object.Object, **object.Object, int) *object.Object {
	return func(_ *object.Object, args **object.Object, n int) *object.Object {
		if !object.CheckPositional(name, n, 2, 2) {
			return nil
		}
		a := object.Args(args, n)
		return f(a[0], a[1])
	}
}

var functions = []object.Method{
	{Name: "_abc_init", Doc: "_abc_init($module, self, /)\n--\n\nMake a class abstract.", O: func(_, class *object.Object) *object.Object {
		return none(initClass(class))
	}},
	{Name: "_abc_register", Doc: "_abc_register($module, self, subclass, /)\n--\n\nMake a class a virtual subclass.", Fast: two("_abc_register", register)},
	{Name: "_abc_instancecheck", Doc: "_abc_instancecheck($module, self, instance, /)\n--\n\nTell whether an object is an instance.", Fast: two("_abc_instancecheck", checkInstance)},
	{Name: "_abc_subclasscheck", Doc: "_abc_subclasscheck($module, self, subclass, /)\n--\n\nTell whether a class is a subclass.", Fast: two("_abc_subclasscheck", checkSubclass)},
	{Name: "_get_dump", Doc: "_get_dump($module, self, /)\n--\n\nWhat a class knows: registry, cache, negative cache and its version.", O: func(_, class *object.Object) *object.Object {
		d := dataOf(class)
		if d == nil {
			return nil
		}
		defer object.Decref(object.Head(d))
		items := make([]*object.Object, 0, 4)
		for _, set := range d.sets() {
			items = append(items, object.NewSet(*set))
		}
		return object.OwnedTuple(append(items, object.NewUint(d.negativeVersion))...)
	}},
	{Name: "_reset_registry", Doc: "_reset_registry($module, self, /)\n--\n\nForget who is registered.", O: func(_, class *object.Object) *object.Object {
		d := dataOf(class)
		if d == nil {
			return nil
		}
		defer object.Decref(object.Head(d))
		if d.registry != nil {
			object.SetClear(d.registry)
		}
		return object.NewRef(object.None)
	}},
	{Name: "_reset_caches", Doc: "_reset_caches($module, self, /)\n--\n\nForget who was asked for.", O: func(_, class *object.Object) *object.Object {
		d := dataOf(class)
		if d == nil {
			return nil
		}
		defer object.Decref(object.Head(d))
		for _, set := range d.sets()[1:] {
			if *set != nil {
				object.SetClear(*set)
			}
		}
		d.negativeVersion = 0
		return object.NewRef(object.None)
	}},
	{Name: "get_cache_token", Doc: "get_cache_token($module, /)\n--\n\nA number that changes with every registration.", NoArgs: func(*object.Object) *object.Object {
		return object.NewUint(version())
	}},
}

var newModule = object.FilledModule("abc", "Abstract base classes.", pythonFunctions, addClasses)

var pythonFunctions = []object.Def{
	{Sig: "abstractmethod(funcobj)", Doc: "Mark a method as one that concrete subclasses must override.", Do: func(a []*object.Object) *object.Object {
		if !object.SetAttrString(a[0], "__isabstractmethod__", object.True) {
			return nil
		}
		return object.NewRef(a[0])
	}},
	{Sig: "update_abstractmethods(cls)", Doc: "Find the abstract methods of a class again, after it was changed.", Do: func(a []*object.Object) *object.Object {
		abstract, ok := object.LookupAttrString(a[0], "__abstractmethods__")
		if !ok {
			return nil
		}
		if abstract == nil {
			return object.NewRef(a[0])
		}
		object.Decref(abstract)
		if !findAbstract(a[0]) {
			return nil
		}
		return object.NewRef(a[0])
	}},
}

func addClasses(m *object.Object) bool {
	token := object.Import("_abc")
	if token == nil {
		return false
	}
	get := object.GetAttrString(token, "get_cache_token")
	object.Decref(token)
	if !object.AddObject(m, "get_cache_token", get) {
		return false
	}
	for _, c := range []struct {
		name string
		base *object.Type
	}{{"abstractclassmethod", object.ClassMethodType}, {"abstractstaticmethod", object.StaticMethodType}} {
		class := object.Class{
			Name: c.name, Module: "abc", Bases: []*object.Object{object.Head(c.base)}, NoSlots: true, Defs: holderDefs,
			Doc: "Deprecated: decorate with abstractmethod, too.", More: abstractFlag,
		}
		if !object.AddObject(m, c.name, class.Make()) {
			return false
		}
	}
	property := object.Class{
		Name: "abstractproperty", Module: "abc", Bases: []*object.Object{object.Head(object.PropertyType)}, NoSlots: true,
		Doc: "Deprecated: decorate with abstractmethod, too.", More: abstractFlag,
	}
	meta := object.Class{
		Name: "ABCMeta", Module: "abc", Bases: []*object.Object{object.Head(object.TypeType)}, NoSlots: true, Defs: metaDefs,
		Doc: "The metaclass of abstract classes.",
	}
	if !object.AddObject(m, "abstractproperty", property.Make()) || !object.AddObject(m, "ABCMeta", meta.Make()) {
		return false
	}
	abc := object.Class{
		Name: "ABC", Module: "abc", Meta: object.ModuleObject(m, "ABCMeta"), Doc: "A base to derive abstract classes from.",
	}
	return object.AddObject(m, "ABC", abc.Make())
}

func abstractFlag(namespace *object.Object) bool {
	return object.DictSetString(namespace, "__isabstractmethod__", object.True)
}

var holderDefs = []object.Def{{Sig: "__init__(self, callable)", In: func(class *object.Object, a []*object.Object) *object.Object {
	if !object.SetAttrString(a[1], "__isabstractmethod__", object.True) {
		return nil
	}
	init := object.SuperAttr(class, a[0], "__init__")
	if init == nil {
		return nil
	}
	defer object.Decref(init)
	return object.CallArgs(init, a[1])
}}}

var metaDefs = []object.Def{
	{Sig: "__new__(mcls, name, bases, namespace, /, **kwargs)", Kind: object.StaticDef, In: func(class *object.Object, a []*object.Object) *object.Object {
		make := object.SuperAttr(class, a[0], "__new__")
		if make == nil {
			return nil
		}
		defer object.Decref(make)
		namespace := ofThisModule(a[3])
		if namespace == nil {
			return nil
		}
		defer object.Decref(namespace)
		args := object.Pack(a[0], a[1], a[2], namespace)
		if args == nil {
			return nil
		}
		defer object.Decref(args)
		made := object.Call(make, args, a[4])
		if made == nil {
			return nil
		}
		if !initClass(made) {
			object.Decref(made)
			return nil
		}
		return made
	}},
	{Sig: "register(cls, subclass)", Doc: "Make a class a virtual subclass, and return it.", Do: func(a []*object.Object) *object.Object { return register(a[0], a[1]) }},
	{Sig: "__instancecheck__(cls, instance)", Doc: "isinstance(instance, cls)", Do: func(a []*object.Object) *object.Object { return checkInstance(a[0], a[1]) }},
	{Sig: "__subclasscheck__(cls, subclass)", Doc: "issubclass(subclass, cls)", Do: func(a []*object.Object) *object.Object { return checkSubclass(a[0], a[1]) }},
}

// ofThisModule is a class body, or a copy with the module that a class has when its body says nothing: in CPython ABCMeta is
// Python code, and a class made by a call belongs to the module of the code that makes it.
func ofThisModule(namespace *object.Object) *object.Object {
	if !object.IsDict(namespace) {
		return object.NewRef(namespace)
	}
	if module, ok := object.DictGetString(namespace, "__module__"); module != nil || !ok {
		if !ok {
			return nil
		}
		return object.NewRef(namespace)
	}
	name := object.NewStr("abc")
	if name == nil {
		return nil
	}
	defer object.Decref(name)
	body := object.DictCopy(namespace)
	if body != nil && !object.DictSetString(body, "__module__", name) {
		object.Decref(body)
		return nil
	}
	return body
}
