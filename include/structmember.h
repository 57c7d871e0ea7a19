/* structmember.h: fields of a C structure as attributes, under their names of before 3.12. */
#ifndef GILDED_STRUCTMEMBER_H
#define GILDED_STRUCTMEMBER_H

#include "Python.h"
#include "gilded/member.h"

#define T_SHORT 0
#define T_INT 1
#define T_LONG 2
#define T_FLOAT 3
#define T_DOUBLE 4
#define T_STRING 5 /* a char *, read only */
#define T_OBJECT 6 /* NULL reads as None */
#define T_CHAR 7
#define T_BYTE 8
#define T_UBYTE 9
#define T_USHORT 10
#define T_UINT 11
#define T_ULONG 12
#define T_STRING_INPLACE 13 /* a char array, read only */
#define T_BOOL 14
#define T_OBJECT_EX 16 /* NULL raises AttributeError */
#define T_LONGLONG 17
#define T_ULONGLONG 18
#define T_PYSSIZET 19
#define T_NONE 20

#define READONLY 1
#define READ_RESTRICTED 2
#define PY_AUDIT_READ READ_RESTRICTED
#define PY_WRITE_RESTRICTED 4
#define RESTRICTED (READ_RESTRICTED | PY_WRITE_RESTRICTED)

#endif
