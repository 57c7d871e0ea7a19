/* datetime.h: dates and times, which the module datetime lends out in a capsule. A source calls PyDateTime_IMPORT before
   it uses anything else. */
#ifndef GILDED_DATETIME_H
#define GILDED_DATETIME_H

#include "Python.h"

#ifndef Py_LIMITED_API
#  ifdef __cplusplus
extern "C" {
#  endif

#  define _PyDateTime_DATE_DATASIZE 4
#  define _PyDateTime_TIME_DATASIZE 6
#  define _PyDateTime_DATETIME_DATASIZE 10

typedef struct {
    PyObject_HEAD
    Py_hash_t hashcode;
    int days;
    int seconds;
    int microseconds;
} PyDateTime_Delta;

typedef struct {
    PyObject_HEAD
} PyDateTime_TZInfo;

/* The heads of the types below: with a time zone the structure is longer. */
#  define _PyTZINFO_HEAD \
      PyObject_HEAD \
      Py_hash_t hashcode; \
      char hastzinfo;
#  define _PyDateTime_TIMEHEAD \
      _PyTZINFO_HEAD \
      unsigned char data[_PyDateTime_TIME_DATASIZE];
#  define _PyDateTime_DATETIMEHEAD \
      _PyTZINFO_HEAD \
      unsigned char data[_PyDateTime_DATETIME_DATASIZE];

typedef struct {
    _PyTZINFO_HEAD
} _PyDateTime_BaseTZInfo;

typedef struct {
    _PyDateTime_TIMEHEAD
} _PyDateTime_BaseTime;

typedef struct {
    _PyDateTime_TIMEHEAD
    unsigned char fold;
    PyObject *tzinfo;
} PyDateTime_Time;

typedef struct {
    _PyTZINFO_HEAD
    unsigned char data[_PyDateTime_DATE_DATASIZE];
} PyDateTime_Date;

typedef struct {
    _PyDateTime_DATETIMEHEAD
} _PyDateTime_BaseDateTime;

typedef struct {
    _PyDateTime_DATETIMEHEAD
    unsigned char fold;
    PyObject *tzinfo;
} PyDateTime_DateTime;

/* data is big-endian: year (two bytes), month, day, hour, minute, second, microsecond (three bytes). */
#  define _PyDateTime_BYTE(type, op, i) (((type *)(op))->data[i])
#  define _PyDateTime_HAS_TZINFO(op) (((_PyDateTime_BaseTZInfo *)(op))->hastzinfo)
#  define PyDateTime_GET_YEAR(op) \
      ((_PyDateTime_BYTE(PyDateTime_Date, op, 0) << 8) | _PyDateTime_BYTE(PyDateTime_Date, op, 1))
#  define PyDateTime_GET_MONTH(op) _PyDateTime_BYTE(PyDateTime_Date, op, 2)
#  define PyDateTime_GET_DAY(op) _PyDateTime_BYTE(PyDateTime_Date, op, 3)
#  define PyDateTime_DATE_GET_HOUR(op) _PyDateTime_BYTE(PyDateTime_DateTime, op, 4)
#  define PyDateTime_DATE_GET_MINUTE(op) _PyDateTime_BYTE(PyDateTime_DateTime, op, 5)
#  define PyDateTime_DATE_GET_SECOND(op) _PyDateTime_BYTE(PyDateTime_DateTime, op, 6)
#  define PyDateTime_DATE_GET_MICROSECOND(op) \
      ((_PyDateTime_BYTE(PyDateTime_DateTime, op, 7) << 16) | (_PyDateTime_BYTE(PyDateTime_DateTime, op, 8) << 8) \
       | _PyDateTime_BYTE(PyDateTime_DateTime, op, 9))
#  define PyDateTime_DATE_GET_FOLD(op) (((PyDateTime_DateTime *)(op))->fold)
#  define PyDateTime_DATE_GET_TZINFO(op) \
      (_PyDateTime_HAS_TZINFO(op) ? ((PyDateTime_DateTime *)(op))->tzinfo : Py_None)
#  define PyDateTime_TIME_GET_HOUR(op) _PyDateTime_BYTE(PyDateTime_Time, op, 0)
#  define PyDateTime_TIME_GET_MINUTE(op) _PyDateTime_BYTE(PyDateTime_Time, op, 1)
#  define PyDateTime_TIME_GET_SECOND(op) _PyDateTime_BYTE(PyDateTime_Time, op, 2)
#  define PyDateTime_TIME_GET_MICROSECOND(op) \
      ((_PyDateTime_BYTE(PyDateTime_Time, op, 3) << 16) | (_PyDateTime_BYTE(PyDateTime_Time, op, 4) << 8) \
       | _PyDateTime_BYTE(PyDateTime_Time, op, 5))
#  define PyDateTime_TIME_GET_FOLD(op) (((PyDateTime_Time *)(op))->fold)
#  define PyDateTime_TIME_GET_TZINFO(op) (_PyDateTime_HAS_TZINFO(op) ? ((PyDateTime_Time *)(op))->tzinfo : Py_None)
#  define PyDateTime_DELTA_GET_DAYS(op) (((PyDateTime_Delta *)(op))->days)
#  define PyDateTime_DELTA_GET_SECONDS(op) (((PyDateTime_Delta *)(op))->seconds)
#  define PyDateTime_DELTA_GET_MICROSECONDS(op) (((PyDateTime_Delta *)(op))->microseconds)

/* What the capsule holds. Every function returns a new reference. */
typedef struct {
    PyTypeObject *DateType;
    PyTypeObject *DateTimeType;
    PyTypeObject *TimeType;
    PyTypeObject *DeltaType;
    PyTypeObject *TZInfoType;
    PyObject *TimeZone_UTC;
    PyObject *(*Date_FromDate)(int, int, int, PyTypeObject *);
    PyObject *(*DateTime_FromDateAndTime)(int, int, int, int, int, int, int, PyObject *, PyTypeObject *);
    PyObject *(*Time_FromTime)(int, int, int, int, PyObject *, PyTypeObject *);
    PyObject *(*Delta_FromDelta)(int, int, int, int, PyTypeObject *);
    PyObject *(*TimeZone_FromTimeZone)(PyObject *, PyObject *);
    PyObject *(*DateTime_FromTimestamp)(PyObject *, PyObject *, PyObject *);
    PyObject *(*Date_FromTimestamp)(PyObject *, PyObject *);
    PyObject *(*DateTime_FromDateAndTimeAndFold)(int, int, int, int, int, int, int, PyObject *, int, PyTypeObject *);
    PyObject *(*Time_FromTimeAndFold)(int, int, int, int, PyObject *, int, PyTypeObject *);
} PyDateTime_CAPI;

#  define PyDateTime_CAPSULE_NAME "datetime.datetime_CAPI"

#  ifndef _PY_DATETIME_IMPL
static PyDateTime_CAPI *PyDateTimeAPI __attribute__((unused)) = NULL;

#    define PyDateTime_IMPORT PyDateTimeAPI = (PyDateTime_CAPI *)PyCapsule_Import(PyDateTime_CAPSULE_NAME, 0)
#    define PyDateTime_TimeZone_UTC PyDateTimeAPI->TimeZone_UTC

#    define PyDate_Check(op) PyObject_TypeCheck(op, PyDateTimeAPI->DateType)
#    define PyDate_CheckExact(op) _Py_IS_TYPE(_PyObject_CAST(op), PyDateTimeAPI->DateType)
#    define PyDateTime_Check(op) PyObject_TypeCheck(op, PyDateTimeAPI->DateTimeType)
#    define PyDateTime_CheckExact(op) _Py_IS_TYPE(_PyObject_CAST(op), PyDateTimeAPI->DateTimeType)
#    define PyTime_Check(op) PyObject_TypeCheck(op, PyDateTimeAPI->TimeType)
#    define PyTime_CheckExact(op) _Py_IS_TYPE(_PyObject_CAST(op), PyDateTimeAPI->TimeType)
#    define PyDelta_Check(op) PyObject_TypeCheck(op, PyDateTimeAPI->DeltaType)
#    define PyDelta_CheckExact(op) _Py_IS_TYPE(_PyObject_CAST(op), PyDateTimeAPI->DeltaType)
#    define PyTZInfo_Check(op) PyObject_TypeCheck(op, PyDateTimeAPI->TZInfoType)
#    define PyTZInfo_CheckExact(op) _Py_IS_TYPE(_PyObject_CAST(op), PyDateTimeAPI->TZInfoType)

#    define PyDate_FromDate(y, m, d) PyDateTimeAPI->Date_FromDate((y), (m), (d), PyDateTimeAPI->DateType)
#    define PyDateTime_FromDateAndTime(y, m, d, hour, min, sec, usec) \
        PyDateTimeAPI->DateTime_FromDateAndTime((y), (m), (d), (hour), (min), (sec), (usec), Py_None, \
                                                PyDateTimeAPI->DateTimeType)
#    define PyDateTime_FromDateAndTimeAndFold(y, m, d, hour, min, sec, usec, fold) \
        PyDateTimeAPI->DateTime_FromDateAndTimeAndFold((y), (m), (d), (hour), (min), (sec), (usec), Py_None, (fold), \
                                                       PyDateTimeAPI->DateTimeType)
#    define PyTime_FromTime(hour, min, sec, usec) \
        PyDateTimeAPI->Time_FromTime((hour), (min), (sec), (usec), Py_None, PyDateTimeAPI->TimeType)
#    define PyTime_FromTimeAndFold(hour, min, sec, usec, fold) \
        PyDateTimeAPI->Time_FromTimeAndFold((hour), (min), (sec), (usec), Py_None, (fold), PyDateTimeAPI->TimeType)
#    define PyDelta_FromDSU(days, seconds, useconds) \
        PyDateTimeAPI->Delta_FromDelta((days), (seconds), (useconds), 1, PyDateTimeAPI->DeltaType)
#    define PyTimeZone_FromOffset(offset) PyDateTimeAPI->TimeZone_FromTimeZone((offset), NULL)
#    define PyTimeZone_FromOffsetAndName(offset, name) PyDateTimeAPI->TimeZone_FromTimeZone((offset), (name))
#    define PyDateTime_FromTimestamp(args) \
        PyDateTimeAPI->DateTime_FromTimestamp((PyObject *)PyDateTimeAPI->DateTimeType, (args), NULL)
#    define PyDate_FromTimestamp(args) \
        PyDateTimeAPI->Date_FromTimestamp((PyObject *)PyDateTimeAPI->DateType, (args))
#  endif

#  ifdef __cplusplus
}
#  endif
#endif

#endif
