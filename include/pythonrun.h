/* pythonrun.h: compiling and running source text. */
#ifndef Py_PYTHON_H
#  include "Python.h"
#elif !defined(GILDED_PYTHONRUN_H)
#  define GILDED_PYTHONRUN_H

#define Py_single_input 256
#define Py_file_input 257
#define Py_eval_input 258
#define Py_func_type_input 345
#define Py_fstring_input 800
#define PYOS_STACK_MARGIN 2048

#ifndef Py_LIMITED_API
typedef struct {
    int cf_flags;
    int cf_feature_version;
} PyCompilerFlags;

#  define _PyCompilerFlags_INIT \
      (PyCompilerFlags) { .cf_flags = 0, .cf_feature_version = PY_MINOR_VERSION }

#  define PyCF_SOURCE_IS_UTF8 0x0100
#  define PyCF_DONT_IMPLY_DEDENT 0x0200
#  define PyCF_ONLY_AST 0x0400
#  define PyCF_IGNORE_COOKIE 0x0800
#  define PyCF_TYPE_COMMENTS 0x1000
#  define PyCF_ALLOW_TOP_LEVEL_AWAIT 0x2000
#  define PyCF_ALLOW_INCOMPLETE_INPUT 0x4000
#  define PyCF_MASK \
      (CO_FUTURE_DIVISION | CO_FUTURE_ABSOLUTE_IMPORT | CO_FUTURE_WITH_STATEMENT | CO_FUTURE_PRINT_FUNCTION \
       | CO_FUTURE_UNICODE_LITERALS | CO_FUTURE_BARRY_AS_BDFL | CO_FUTURE_GENERATOR_STOP | CO_FUTURE_ANNOTATIONS)
#  define PyCF_MASK_OBSOLETE (CO_NESTED)
#  define PyCF_COMPILE_MASK \
      (PyCF_ONLY_AST | PyCF_ALLOW_TOP_LEVEL_AWAIT | PyCF_TYPE_COMMENTS | PyCF_DONT_IMPLY_DEDENT \
       | PyCF_ALLOW_INCOMPLETE_INPUT)
#endif

#include "gilded/zrun.h"

#ifndef Py_LIMITED_API
#  ifndef GILDED_BUILD
#    define Py_CompileString(str, name, start) Py_CompileStringExFlags((str), (name), (start), NULL, -1)
#  endif
#  define Py_CompileStringFlags(str, name, start, flags) Py_CompileStringExFlags((str), (name), (start), (flags), -1)
#  define PyRun_String(str, start, globals, locals) PyRun_StringFlags((str), (start), (globals), (locals), NULL)
#  define PyRun_AnyFile(fp, name) PyRun_AnyFileExFlags((fp), (name), 0, NULL)
#  define PyRun_AnyFileEx(fp, name, closeit) PyRun_AnyFileExFlags((fp), (name), (closeit), NULL)
#  define PyRun_AnyFileFlags(fp, name, flags) PyRun_AnyFileExFlags((fp), (name), 0, (flags))
#  define PyRun_SimpleFile(fp, name) PyRun_SimpleFileExFlags((fp), (name), 0, NULL)
#  define PyRun_SimpleFileEx(fp, name, closeit) PyRun_SimpleFileExFlags((fp), (name), (closeit), NULL)
#  define PyRun_InteractiveOne(fp, name) PyRun_InteractiveOneFlags((fp), (name), NULL)
#  define PyRun_InteractiveLoop(fp, name) PyRun_InteractiveLoopFlags((fp), (name), NULL)
#  define PyRun_File(fp, name, start, globals, locals) \
      PyRun_FileExFlags((fp), (name), (start), (globals), (locals), 0, NULL)
#  define PyRun_FileEx(fp, name, start, globals, locals, closeit) \
      PyRun_FileExFlags((fp), (name), (start), (globals), (locals), (closeit), NULL)
#  define PyRun_FileFlags(fp, name, start, globals, locals, flags) \
      PyRun_FileExFlags((fp), (name), (start), (globals), (locals), 0, (flags))
#  define PyRun_SimpleString(str) PyRun_SimpleStringFlags((str), NULL)
#endif

#endif
