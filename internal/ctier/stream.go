package ctier

/*
#include <stdio.h>
#include <stdlib.h>

// The rest of a stream, to be freed; NULL where it can't be read.
static char *gl_read_stream(FILE *f, size_t *n) {
  size_t size = 0, room = 4096;
  char *text = malloc(room);
  while (text != NULL) {
    size += fread(text + size, 1, room - size, f);
    if (ferror(f)) break;
    if (size < room) {
      *n = size;
      return text;
    }
    char *more = realloc(text, room *= 2);
    if (more == NULL) break;
    text = more;
  }
  free(text);
  return NULL;
}
*/
import "C"

import "unsafe"

// ReadStream returns what a C stream still holds, and closes it if asked to; false if it can't be read.
func ReadStream(stream unsafe.Pointer, closeIt bool) (string, bool) {
	f := (*C.FILE)(stream)
	if closeIt {
		defer C.fclose(f)
	}
	var n C.size_t
	text := C.gl_read_stream(f, &n)
	if text == nil {
		return "", false
	}
	defer C.free(unsafe.Pointer(text))
	return C.GoStringN(text, C.int(n)), true
}
