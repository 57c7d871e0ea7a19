// Package contextlib is the module contextlib, without what is for coroutines only (asynccontextmanager, aclosing, AsyncExitStack):
// context managers made of functions, and some that are ready.
package contextlib

import (
	"github.com/d95905aa/gilded/internal/object"
	"github.com/d95905aa/gilded/internal/stdlib/collectionsabc"
)

type (
	obj = *object.Object
	def = object.Def
)

const moduleName = "contextlib"

func init() {
	object.DefineModule(moduleName, object.FilledModule(moduleName, "What goes into with statements.", nil, fill))
}

func fill(m obj) bool {
	abc := object.Import("abc")
	if abc == nil {
		return false
	}
	defer object.Decref(abc)
	if !object.AddObject(m, "ABC", object.GetAttrString(abc, "ABC")) || !object.AddDefs(m, []def{managerDef}) {
		return false
	}
	names := []string{"contextmanager"}
	for _, c := range classes {
		class := c.class
		class.Module = moduleName
		for _, base := range c.bases {
			class.Bases = append(class.Bases[:len(class.Bases):len(class.Bases)], object.ModuleObject(m, base))
		}
		if !object.AddObject(m, class.Name, class.Make()) {
			return false
		}
		if class.Name[0] != '_' {
			names = append(names, class.Name)
		}
	}
	all := object.NewStrs(names...)
	if all == nil {
		return false
	}
	defer object.Decref(all)
	return object.AddObject(m, "__all__", object.ToList(all))
}

// classes are those of the module, in order: bases come first.
var classes = []struct {
	class object.Class
	bases []string
}{
	{object.Class{Name: "AbstractContextManager", NoSlots: true, Doc: "What has __enter__ and __exit__.", More: generic, Defs: []def{
		{Sig: "__enter__(self)", Do: itself},
		{Sig: "__exit__(self, exc_type, exc_value, traceback)", Abstract: true, Do: func([]obj) obj { return none() }},
		collectionsabc.Hook([]string{"__enter__", "__exit__"}),
	}}, []string{"ABC"}},
	{object.Class{Name: "AbstractAsyncContextManager", NoSlots: true, Doc: "What has __aenter__ and __aexit__.", More: generic, Defs: []def{
		{Sig: "__aenter__(self)", Do: func(a []obj) obj { return later(a[0]) }},
		{Sig: "__aexit__(self, exc_type, exc_value, traceback)", Abstract: true, Do: func([]obj) obj { return later(object.None) }},
		collectionsabc.Hook([]string{"__aenter__", "__aexit__"}),
	}}, []string{"ABC"}},
	{object.Class{Name: "ContextDecorator", NoSlots: true, Doc: "Lets a context manager decorate functions, too.", Defs: decoratorDefs}, nil},
	{object.Class{Name: "_GeneratorContextManagerBase", NoSlots: true, Defs: generatorDefs[:2]}, nil},
	{object.Class{Name: "_GeneratorContextManager", NoSlots: true, Doc: "The context manager that a generator is.", Defs: generatorDefs[2:]},
		[]string{"_GeneratorContextManagerBase", "AbstractContextManager", "ContextDecorator"}},
	{object.Class{Name: "closing", NoSlots: true, Doc: "Closes what it is given at the end.", Defs: closingDefs}, []string{"AbstractContextManager"}},
	{object.Class{Name: "_RedirectStream", NoSlots: true, Defs: redirectDefs, More: stream("")}, []string{"AbstractContextManager"}},
	{object.Class{Name: "redirect_stdout", NoSlots: true, Doc: "Sends sys.stdout elsewhere.", More: stream("stdout")}, []string{"_RedirectStream"}},
	{object.Class{Name: "redirect_stderr", NoSlots: true, Doc: "Sends sys.stderr elsewhere.", More: stream("stderr")}, []string{"_RedirectStream"}},
	{object.Class{Name: "suppress", NoSlots: true, Doc: "Swallows exceptions of some classes.", Defs: suppressDefs}, []string{"AbstractContextManager"}},
	{object.Class{Name: "_BaseExitStack", NoSlots: true, Defs: stackDefs}, nil},
	{object.Class{Name: "ExitStack", NoSlots: true, Doc: "Any number of context managers and functions that are called at the end.", Defs: leavingDefs},
		[]string{"_BaseExitStack", "AbstractContextManager"}},
	{object.Class{Name: "nullcontext", NoSlots: true, Doc: "Does nothing.", Defs: nullDefs}, []string{"AbstractContextManager", "AbstractAsyncContextManager"}},
	{object.Class{Name: "chdir", NoSlots: true, Doc: "Changes the working directory for a while.", Defs: chdirDefs}, []string{"AbstractContextManager"}},
}

// generic lets a class be parameterized.
func generic(namespace obj) bool {
	return object.PutOwned(namespace, "__class_getitem__", object.NewClassMethod(object.Head(object.GenericAliasType)))
}

func none() obj { return object.NewRef(object.None) }

func itself(a []obj) obj { return object.NewRef(a[0]) }

// later is an awaitable that has a result at once.
func later(v obj) obj {
	return object.NewGoAwaitable(func() (obj, bool) { return object.NewRef(v), false }, v)
}

// set sets attributes to values that it borrows.
func set(o obj, names []string, values ...obj) obj {
	for i, name := range names {
		if !object.SetAttrString(o, name, values[i]) {
			return nil
		}
	}
	return none()
}
