// Package types is the module types: names for built-in types that have none among the builtins, and the making of classes
// without a class statement.
package types

import (
	"github.com/d95905aa/gilded/internal/ctier"
	"github.com/d95905aa/gilded/internal/object"
)

// Object is that of package object.
type Object = object.Object

// named are the types that C names.
var named = []struct{ name, symbol string }{
	{"FunctionType", "PyFunction_Type"}, {"LambdaType", "PyFunction_Type"}, {"CodeType", "PyCode_Type"},
	{"MappingProxyType", "PyDictProxy_Type"}, {"CellType", "PyCell_Type"}, {"GeneratorType", "PyGen_Type"},
	{"CoroutineType", "PyCoro_Type"}, {"AsyncGeneratorType", "PyAsyncGen_Type"}, {"MethodType", "PyMethod_Type"},
	{"BuiltinFunctionType", "PyCFunction_Type"}, {"BuiltinMethodType", "PyCFunction_Type"},
	{"WrapperDescriptorType", "PyWrapperDescr_Type"}, {"MethodDescriptorType", "PyMethodDescr_Type"},
	{"ClassMethodDescriptorType", "PyClassMethodDescr_Type"}, {"ModuleType", "PyModule_Type"}, {"TracebackType", "PyTraceBack_Type"},
	{"FrameType", "PyFrame_Type"}, {"GetSetDescriptorType", "PyGetSetDescr_Type"}, {"MemberDescriptorType", "PyMemberDescr_Type"},
	{"GenericAlias", "Py_GenericAliasType"}, {"EllipsisType", "PyEllipsis_Type"},
}

var defs = []object.Def{
	{Sig: "new_class(name, bases=(), kwds=None, exec_body=None)", Do: newClass, Doc: "Make a class, as a class statement does."},
	{Sig: "prepare_class(name, bases=(), kwds=None)", Do: func(a []*Object) *Object {
		p := prepare(a[0], a[1], a[2])
		if p == nil {
			return nil
		}
		return object.OwnedTuple(p.meta, p.namespace, p.keywords)
	}, Doc: "The metaclass, the namespace and the keywords of a class: what stands before the body of a class statement."},
	{Sig: "resolve_bases(bases)", Do: func(a []*Object) *Object { return resolve(a[0]) }, Doc: "Let bases that are no classes say what stands for them."},
	{Sig: "_calculate_meta(meta, bases)", Do: func(a []*Object) *Object { return object.XNewRef(mostDerived(a[0], object.TupleItems(a[1]))) }},
	{Sig: "coroutine(func)", Do: coroutine, Doc: "Make what a function returns awaitable, if it is a generator."},
}

func init() {
	object.DefineModule("types", func() *Object {
		m := object.NewModuleWith("types", "Names for built-in types that are not among the builtins.", defs)
		if m == nil {
			return nil
		}
		return object.Fill(m, func(set func(name string, v *Object)) {
			var all []string
			for _, n := range named {
				if t := typeNamed(n.symbol); t != nil {
					set(n.name, object.TypeObject(t))
					all = append(all, n.name)
				}
			}
			wrapper := object.NewStr("x")
			if wrapper == nil {
				set("MethodWrapperType", nil)
				return
			}
			bound := object.GetAttrString(wrapper, "__str__")
			object.Decref(wrapper)
			if bound == nil {
				set("MethodWrapperType", nil)
				return
			}
			set("MethodWrapperType", object.TypeObject(bound.Type))
			object.Decref(bound)
			set("SimpleNamespace", object.TypeObject(object.SimpleNamespaceType))
			set("UnionType", object.TypeObject(object.UnionType))
			set("NoneType", object.TypeObject(object.None.Type))
			set("NotImplementedType", object.TypeObject(object.NotImplemented.Type))
			set("DynamicClassAttribute", newDynamicClassAttribute())
			set("_GeneratorWrapper", newGeneratorWrapper())
			all = append(all, "MethodWrapperType", "SimpleNamespace", "UnionType", "NoneType", "NotImplementedType", "DynamicClassAttribute",
				"new_class", "prepare_class", "resolve_bases", "coroutine")
			names := object.NewStrs(all...)
			if names == nil {
				set("__all__", nil)
				return
			}
			set("__all__", object.ToList(names))
			object.Decref(names)
		})
	})
}

// typeNamed is a type by its symbol; nil if the runtime does not have it. The symbol alone does not say so.
func typeNamed(symbol string) *object.Type {
	if !ctier.HasData(symbol) {
		return nil
	}
	if t := ctier.Type(symbol); t.Dict != nil {
		return t
	}
	return nil
}
