// probe_file for what can be done once in a process.
#define ONCE
#include "probe_file.c"
