package capi

import (
	"github.com/d95905aa/gilded/internal/abi"
	"github.com/d95905aa/gilded/internal/object"
)

func PyCFunction_New(def *abi.MethodDef, self *abi.Object) *abi.Object {
	return object.NewCFunction(def, self, nil, nil)
}

func PyCFunction_NewEx(def *abi.MethodDef, self, module *abi.Object) *abi.Object {
	return object.NewCFunction(def, self, module, nil)
}

func PyCMethod_New(def *abi.MethodDef, self, module *abi.Object, class *abi.Type) *abi.Object {
	return object.NewCFunction(def, self, module, class)
}

func PyCFunction_Call(f, args, kwargs *abi.Object) *abi.Object { return object.Call(f, args, kwargs) }

func cfunction(o *abi.Object) *abi.CFunction {
	if !object.Is(o, object.CFunctionType) {
		object.BadInternalCall()
		return nil
	}
	return object.As[*abi.CFunction](o)
}

func PyCFunction_GetFlags(o *abi.Object) int32 {
	f := cfunction(o)
	if f == nil {
		return -1
	}
	return f.ML.Flags
}

func PyCFunction_GetFunction(o *abi.Object) abi.Func {
	f := cfunction(o)
	if f == nil {
		return nil
	}
	return f.ML.Meth
}

// PyCFunction_GetSelf returns a borrowed reference.
func PyCFunction_GetSelf(o *abi.Object) *abi.Object {
	f := cfunction(o)
	if f == nil || f.ML.Flags&abi.MethStatic != 0 {
		return nil
	}
	return f.Self
}

func PyMethod_New(f, self *abi.Object) *abi.Object { return object.NewMethod(f, self) }

// PyMethod_Function and PyMethod_Self return borrowed references.
func PyMethod_Function(o *abi.Object) *abi.Object {
	if o.Type != object.MethodType {
		return object.BadInternalCall()
	}
	return object.As[*abi.Method](o).Func
}

func PyMethod_Self(o *abi.Object) *abi.Object {
	if o.Type != object.MethodType {
		return object.BadInternalCall()
	}
	return object.As[*abi.Method](o).Self
}

func PyInstanceMethod_New(f *abi.Object) *abi.Object { return object.NewInstanceMethod(f) }

// PyInstanceMethod_Function is borrowed.
func PyInstanceMethod_Function(o *abi.Object) *abi.Object {
	if o == nil || o.Type != object.InstanceMethodType {
		return object.BadInternalCall()
	}
	return object.InstanceMethodFunction(o)
}

func PyClassMethod_New(f *abi.Object) *abi.Object  { return object.NewClassMethod(f) }
func PyStaticMethod_New(f *abi.Object) *abi.Object { return object.NewStaticMethod(f) }
