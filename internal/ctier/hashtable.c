// The hash tables that modules of the standard library use. Their structure is CPython's, because those modules read it; all
// of it is function pointers of C, so it is C.
#include "state.h"
#include <string.h>

enum { SMALLEST = 16 };

static void *get_memory(size_t n) { return PyMem_Malloc(n); }

static void bucket_add(_Py_hashtable_t *ht, _Py_hashtable_entry_t *e) {
  _Py_slist_t *bucket = &ht->buckets[e->key_hash & (ht->nbuckets - 1)];
  e->_Py_slist_item.next = bucket->head;
  bucket->head = (_Py_slist_item_t *)e;
}

// The number of buckets that leaves two or three of them for each entry, a power of two.
static size_t buckets_for(size_t entries) {
  size_t n = SMALLEST;
  while (n * 3 < entries * 10) n *= 2;
  return n;
}

static int resize(_Py_hashtable_t *ht) {
  size_t n = buckets_for(ht->nentries), old = ht->nbuckets;
  if (n == old) return 0;
  _Py_slist_t *buckets = ht->alloc.malloc(n * sizeof *buckets), *before = ht->buckets;
  if (buckets == NULL) return -1;
  memset(buckets, 0, n * sizeof *buckets);
  ht->buckets = buckets;
  ht->nbuckets = n;
  for (size_t i = 0; i < old; i++)
    for (_Py_slist_item_t *item = before[i].head, *next; item != NULL; item = next) {
      next = item->next;
      bucket_add(ht, (_Py_hashtable_entry_t *)item);
    }
  ht->alloc.free(before);
  return 0;
}

static _Py_hashtable_entry_t *find(_Py_hashtable_t *ht, const void *key) {
  Py_uhash_t hash = ht->hash_func(key);
  for (_Py_slist_item_t *item = ht->buckets[hash & (ht->nbuckets - 1)].head; item != NULL; item = item->next) {
    _Py_hashtable_entry_t *e = (_Py_hashtable_entry_t *)item;
    if (e->key_hash == hash && ht->compare_func(key, e->key)) return e;
  }
  return NULL;
}

// Whether two keys are the same pointer.
GL_EXPORT int _Py_hashtable_compare_direct(const void *a, const void *b) { return a == b; }

GL_EXPORT _Py_hashtable_t *_Py_hashtable_new_full(_Py_hashtable_hash_func hash, _Py_hashtable_compare_func compare,
                                                  _Py_hashtable_destroy_func destroy_key, _Py_hashtable_destroy_func destroy_value,
                                                  _Py_hashtable_allocator_t *allocator) {
  _Py_hashtable_allocator_t alloc = allocator ? *allocator : (_Py_hashtable_allocator_t){get_memory, PyMem_Free};
  _Py_hashtable_t *ht = alloc.malloc(sizeof *ht);
  if (ht == NULL) return NULL;
  *ht = (_Py_hashtable_t){0, SMALLEST, alloc.malloc(SMALLEST * sizeof *ht->buckets), find, hash, compare, destroy_key, destroy_value, alloc};
  if (ht->buckets == NULL) {
    alloc.free(ht);
    return NULL;
  }
  memset(ht->buckets, 0, SMALLEST * sizeof *ht->buckets);
  return ht;
}

GL_EXPORT _Py_hashtable_t *_Py_hashtable_new(_Py_hashtable_hash_func hash, _Py_hashtable_compare_func compare) {
  return _Py_hashtable_new_full(hash, compare, NULL, NULL, NULL);
}

// The key must not be in the table yet. -1, and no exception, if memory is out.
GL_EXPORT int _Py_hashtable_set(_Py_hashtable_t *ht, const void *key, void *value) {
  _Py_hashtable_entry_t *e = ht->alloc.malloc(sizeof *e);
  if (e == NULL) return -1;
  *e = (_Py_hashtable_entry_t){{NULL}, ht->hash_func(key), (void *)key, value};
  ht->nentries++;
  if (ht->nentries * 2 > ht->nbuckets && resize(ht) < 0) {
    ht->nentries--;
    ht->alloc.free(e);
    return -1;
  }
  bucket_add(ht, e);
  return 0;
}

GL_EXPORT void *_Py_hashtable_get(_Py_hashtable_t *ht, const void *key) {
  _Py_hashtable_entry_t *e = ht->get_entry_func(ht, key);
  return e ? e->value : NULL;
}

// Takes an entry out; its key and value are the caller's. NULL if there is none.
GL_EXPORT void *_Py_hashtable_steal(_Py_hashtable_t *ht, const void *key) {
  _Py_hashtable_entry_t *e = find(ht, key);
  if (e == NULL) return NULL;
  _Py_slist_item_t **link = &ht->buckets[e->key_hash & (ht->nbuckets - 1)].head;
  while (*link != (_Py_slist_item_t *)e) link = &(*link)->next;
  *link = e->_Py_slist_item.next;
  void *value = e->value;
  ht->alloc.free(e);
  ht->nentries--;
  if (ht->nentries * 10 < ht->nbuckets) resize(ht); // a table that stays large is no failure
  return value;
}

// Calls func for each entry until it returns what is not 0, and returns that.
GL_EXPORT int _Py_hashtable_foreach(_Py_hashtable_t *ht, _Py_hashtable_foreach_func func, void *user_data) {
  for (size_t i = 0; i < ht->nbuckets; i++)
    for (_Py_slist_item_t *item = ht->buckets[i].head, *next; item != NULL; item = next) {
      next = item->next;
      _Py_hashtable_entry_t *e = (_Py_hashtable_entry_t *)item;
      int r = func(ht, e->key, e->value, user_data);
      if (r != 0) return r;
    }
  return 0;
}

static void destroy_entries(_Py_hashtable_t *ht) {
  for (size_t i = 0; i < ht->nbuckets; i++) {
    _Py_slist_item_t *item = ht->buckets[i].head, *next;
    ht->buckets[i].head = NULL;
    for (; item != NULL; item = next) {
      next = item->next;
      _Py_hashtable_entry_t *e = (_Py_hashtable_entry_t *)item;
      if (ht->key_destroy_func) ht->key_destroy_func(e->key);
      if (ht->value_destroy_func) ht->value_destroy_func(e->value);
      ht->alloc.free(e);
    }
  }
  ht->nentries = 0;
}

GL_EXPORT void _Py_hashtable_clear(_Py_hashtable_t *ht) {
  destroy_entries(ht);
  resize(ht);
}

GL_EXPORT void _Py_hashtable_destroy(_Py_hashtable_t *ht) {
  destroy_entries(ht);
  ht->alloc.free(ht->buckets);
  ht->alloc.free(ht);
}
