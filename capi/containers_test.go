package capi

import (
	"fmt"
	"os"
	"reflect"
	"regexp"
	"runtime"
	"strconv"
	"strings"
	"testing"
	"unsafe"

	"github.com/stretchr/testify/require"

	"github.com/d95905aa/gilded/internal/abi"
	"github.com/d95905aa/gilded/internal/apigen/spec"
	"github.com/d95905aa/gilded/internal/ctier"
	"github.com/d95905aa/gilded/internal/object"
	"github.com/d95905aa/gilded/internal/pyeval"
)

// containerCalls are the functions that testdata/containers.txt has calls of.
var containerCalls = map[string]any{
	"PyObject_Size": PyObject_Size, "PySequence_Size": PySequence_Size, "PyMapping_Size": PyMapping_Size,
	"PySequence_List": PySequence_List, "PySequence_Tuple": PySequence_Tuple, "PySequence_Check": PySequence_Check,
	"PyMapping_Check": PyMapping_Check, "PyObject_GetIter": PyObject_GetIter, "PyIter_Check": PyIter_Check,
	"PyList_AsTuple": PyList_AsTuple, "PyTuple_Size": PyTuple_Size, "PyList_Size": PyList_Size, "PyDict_Size": PyDict_Size,
	"PySet_Size": PySet_Size, "PyDict_Keys": PyDict_Keys, "PyDict_Values": PyDict_Values, "PyDict_Items": PyDict_Items,
	"PyDict_Copy": PyDict_Copy, "PyList_Sort": PyList_Sort, "PyList_Reverse": PyList_Reverse, "PySet_Pop": PySet_Pop,
	"PySet_Clear": PySet_Clear, "PyMapping_Keys": PyMapping_Keys, "PyMapping_Values": PyMapping_Values,
	"PyMapping_Items": PyMapping_Items, "PySeqIter_New": PySeqIter_New, "PySet_New": PySet_New,
	"PyFrozenSet_New": PyFrozenSet_New, "PySequence_Contains": PySequence_Contains, "PyObject_GetItem": PyObject_GetItem,
	"PySequence_Count": PySequence_Count, "PySequence_Index": PySequence_Index, "PyObject_DelItem": PyObject_DelItem,
	"PyMapping_HasKey": PyMapping_HasKey, "PyObject_SetItem": PyObject_SetItem, "PySequence_GetItem": PySequence_GetItem,
	"PySequence_DelItem": PySequence_DelItem, "PySequence_Repeat": PySequence_Repeat,
	"PySequence_InPlaceRepeat": PySequence_InPlaceRepeat, "PyList_GetItem": PyList_GetItem,
	"PyTuple_GetItem": PyTuple_GetItem, "PyList_SetItem": PyList_SetItem, "PyTuple_SetItem": PyTuple_SetItem,
	"PyList_Insert": PyList_Insert, "PySequence_SetItem": PySequence_SetItem, "PyList_Append": PyList_Append,
	"PySequence_GetSlice": PySequence_GetSlice, "PySequence_DelSlice": PySequence_DelSlice,
	"PyList_GetSlice": PyList_GetSlice, "PyTuple_GetSlice": PyTuple_GetSlice, "PySequence_SetSlice": PySequence_SetSlice,
	"PyList_SetSlice": PyList_SetSlice, "PySequence_Concat": PySequence_Concat,
	"PySequence_InPlaceConcat": PySequence_InPlaceConcat, "PySequence_Fast": PySequence_Fast,
	"PyObject_LengthHint": PyObject_LengthHint, "PyMapping_GetItemString": PyMapping_GetItemString,
	"PyMapping_HasKeyString": PyMapping_HasKeyString, "PyObject_DelItemString": PyObject_DelItemString,
	"PyMapping_SetItemString": PyMapping_SetItemString, "PyDict_GetItem": PyDict_GetItem,
	"PyDict_GetItemWithError": PyDict_GetItemWithError, "PyDict_DelItem": PyDict_DelItem, "PyDict_Contains": PyDict_Contains,
	"PyDict_GetItemString": PyDict_GetItemString, "PyDict_DelItemString": PyDict_DelItemString,
	"PyDict_SetItem": PyDict_SetItem, "PyDict_SetDefault": PyDict_SetDefault, "_PyDict_Pop": _PyDict_Pop,
	"PyDict_SetItemString": PyDict_SetItemString, "PyDict_Update": PyDict_Update, "PyDict_Merge": PyDict_Merge,
	"PyDict_MergeFromSeq2": PyDict_MergeFromSeq2, "PySet_Contains": PySet_Contains, "PySet_Discard": PySet_Discard,
	"PySet_Add": PySet_Add, "_PySet_Update": _PySet_Update, "_PyList_Extend": _PyList_Extend,
	"PySlice_Unpack": PySlice_Unpack, "PySlice_GetIndicesEx": PySlice_GetIndicesEx, "PySlice_GetIndices": PySlice_GetIndices,
	"PySlice_AdjustIndices": PySlice_AdjustIndices, "PySlice_New": PySlice_New, "PyIter_Send": PyIter_Send,
	"Py_GenericAlias": Py_GenericAlias,
}

var addresses = regexp.MustCompile(`0x[0-9a-f]+`)

func TestContainersAsCPythonAnswers(t *testing.T) {
	golden, err := os.ReadFile("testdata/containers.txt")
	require.NoError(t, err)
	text, err := os.ReadFile("api.txt")
	require.NoError(t, err)
	symbols, err := spec.Parse(strings.NewReader(string(text)))
	require.NoError(t, err)
	declared := map[string]spec.Symbol{}
	for _, s := range symbols {
		declared[s.Name] = s
	}
	runtime.LockOSThread()
	defer runtime.UnlockOSThread()
	interp := object.NewInterp()
	defer interp.Free()
	names := pyeval.NewNamespace()
	defer names.Close()
	wrong := 0
	for _, line := range strings.Split(strings.TrimSpace(string(golden)), "\n") {
		fields := strings.Split(line, "\t")
		s := declared[fields[0]]
		came := addresses.ReplaceAllString(strings.Join(callContainer(t, names, s, fields[1:1+len(s.Params)]), "\t"), "0x")
		if expected := strings.Join(fields[1+len(s.Params):], "\t"); came != expected {
			t.Errorf("%s(%s)\nexpected %s\ncame     %s", s.Name, strings.Join(fields[1:1+len(s.Params)], ", "), expected, came)
			if wrong++; wrong == 50 {
				t.FailNow()
			}
		}
	}
}

// callContainer makes one call as record_containers.py does: the answer, and what the call changed.
func callContainer(t *testing.T, names *pyeval.Namespace, s spec.Symbol, expressions []string) []string {
	f := reflect.ValueOf(containerCalls[s.Name])
	var args []reflect.Value
	var changed []func() string // what an argument looks like now, if that is news
	for i, e := range expressions {
		param := f.Type().In(i)
		switch param {
		case reflect.TypeFor[int](), reflect.TypeFor[int32]():
			n, err := strconv.Atoi(e)
			require.NoError(t, err)
			args = append(args, reflect.ValueOf(n).Convert(param))
		case reflect.TypeFor[*int]():
			n, err := strconv.Atoi(e)
			require.NoError(t, err)
			args = append(args, reflect.ValueOf(&n))
			changed = append(changed, func() string { return strconv.Itoa(n) })
		case reflect.TypeFor[**abi.Object]():
			var out *abi.Object
			args = append(args, reflect.ValueOf(&out))
			changed = append(changed, func() string {
				defer object.XDecref(out)
				if out == nil {
					return "NULL"
				}
				return object.ReprOf(out)
			})
		case reflect.TypeFor[*byte]():
			o, err := names.Eval(e)
			require.NoError(t, err)
			text := ctier.CString(object.StrOf(o))
			object.Decref(o)
			defer ctier.FreeStatic(unsafe.Pointer(text))
			args = append(args, reflect.ValueOf(text))
		case reflect.TypeFor[*abi.Object]():
			if e == "NULL" {
				args = append(args, reflect.ValueOf((*abi.Object)(nil)))
				continue
			}
			o, err := names.Eval(e)
			require.NoError(t, err)
			object.Incref(o) // the recorder's argument has an owner besides
			defer object.Decref(o)
			defer object.Decref(o)
			for _, stolen := range s.Steals {
				if stolen == i+1 {
					object.Incref(o)
				}
			}
			before := object.ReprOf(o)
			args = append(args, reflect.ValueOf(o))
			changed = append(changed, func() string {
				if now := object.ReprOf(o); now != before {
					return now
				}
				return ""
			})
		default:
			t.Fatalf("%s takes a %v", s.Name, param)
		}
	}
	result := f.Call(args)[0]
	answer := "= NULL"
	o, isObject := result.Interface().(*abi.Object)
	switch {
	case object.Occurred() != nil:
		raised := pyeval.TakeRaised()
		answer = "! " + raised.Error()
		raised.Release()
	case !isObject:
		answer = fmt.Sprint("= ", result.Int())
	case o != nil:
		answer = "= " + object.ReprOf(o)
	}
	if o != nil && s.Result != "borrowed" {
		object.Decref(o)
	}
	answers := []string{answer}
	for _, f := range changed {
		if now := f(); now != "" {
			answers = append(answers, now)
		}
	}
	return answers
}
