// What the module datetime lends out in its capsule: function pointers with more arguments than a slot's stub can pass on.
#include "state.h"
#include "upcall.h"
#include "_cgo_export.h"
#define _PY_DATETIME_IMPL
#include <datetime.h>

// Calls function number id of DatetimeAPI with the words of its arguments.
#define UP(id, ...)                                                                                                                \
  gl_word words[] = {__VA_ARGS__};                                                                                                 \
  gildedDatetime(id, words);                                                                                                       \
  return words[0].p
#define I(v) {.i = (v)}
#define P(v) {.p = (v)}

static PyObject *date(int year, int month, int day, PyTypeObject *type) { UP(0, I(year), I(month), I(day), P(type)); }

static PyObject *moment_fold(int year, int month, int day, int hour, int minute, int second, int us, PyObject *zone, int fold,
                             PyTypeObject *type) {
  UP(1, I(year), I(month), I(day), I(hour), I(minute), I(second), I(us), P(zone), I(fold), P(type));
}

static PyObject *moment(int year, int month, int day, int hour, int minute, int second, int us, PyObject *zone, PyTypeObject *type) {
  return moment_fold(year, month, day, hour, minute, second, us, zone, 0, type);
}

static PyObject *time_fold(int hour, int minute, int second, int us, PyObject *zone, int fold, PyTypeObject *type) {
  UP(2, I(hour), I(minute), I(second), I(us), P(zone), I(fold), P(type));
}

static PyObject *time_of(int hour, int minute, int second, int us, PyObject *zone, PyTypeObject *type) {
  return time_fold(hour, minute, second, us, zone, 0, type);
}

static PyObject *delta(int days, int seconds, int us, int normalize, PyTypeObject *type) {
  UP(3, I(days), I(seconds), I(us), I(normalize), P(type));
}

static PyObject *zone(PyObject *offset, PyObject *name) { UP(4, P(offset), P(name)); }

static PyObject *moment_from_timestamp(PyObject *type, PyObject *args, PyObject *kwargs) { UP(5, P(type), P(args), P(kwargs)); }

static PyObject *date_from_timestamp(PyObject *type, PyObject *args) { UP(6, P(type), P(args)); }

// The types and the zone are filled in when the types are made. All runtimes share it.
static PyDateTime_CAPI api = {
    .Date_FromDate = date,
    .DateTime_FromDateAndTime = moment,
    .Time_FromTime = time_of,
    .Delta_FromDelta = delta,
    .TimeZone_FromTimeZone = zone,
    .DateTime_FromTimestamp = moment_from_timestamp,
    .Date_FromTimestamp = date_from_timestamp,
    .DateTime_FromDateAndTimeAndFold = moment_fold,
    .Time_FromTimeAndFold = time_fold,
};

void *gl_datetime_api(void) { return &api; }
