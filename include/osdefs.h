/* osdefs.h: how the operating system spells paths. */
#ifndef GILDED_OSDEFS_H
#define GILDED_OSDEFS_H

#include <limits.h>

#define SEP L'/'
#define DELIM L':'
#ifndef MAXPATHLEN
#  define MAXPATHLEN PATH_MAX
#endif

#endif
