// The data symbols that are neither types nor exceptions. Go fills what is zero here before the first runtime starts.
#include "state.h"
#include <stdio.h>

GL_EXPORT PyObject _Py_NoneStruct, _Py_NotImplementedStruct, _Py_EllipsisObject;
GL_EXPORT struct _longobject _Py_FalseStruct, _Py_TrueStruct;

GL_EXPORT int Py_DebugFlag, Py_OptimizeFlag, Py_VerboseFlag, Py_UTF8Mode = 1, Py_HasFileSystemDefaultEncoding = 1;
GL_EXPORT const unsigned long Py_Version = PY_VERSION_HEX;
GL_EXPORT const char *Py_FileSystemDefaultEncoding = "utf-8";
GL_EXPORT const char *Py_FileSystemDefaultEncodeErrors = "surrogateescape";
GL_EXPORT const char *Py_hexdigits = "0123456789abcdef";
GL_EXPORT const char *const PyStructSequence_UnnamedField = "unnamed field";
GL_EXPORT char _PyByteArray_empty_string[1];
GL_EXPORT Py_ssize_t _Py_RefTotal;
GL_EXPORT int (*PyOS_InputHook)(void);
GL_EXPORT char *(*PyOS_ReadlineFunctionPointer)(FILE *, FILE *, const char *);
GL_EXPORT PyThreadState *_PyOS_ReadlineTState;

// Py_LT with its operands swapped is Py_GT, and so on.
GL_EXPORT int _Py_SwappedOp[] = {Py_GT, Py_GE, Py_EQ, Py_NE, Py_LT, Py_LE};
