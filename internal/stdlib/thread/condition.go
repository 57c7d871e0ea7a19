package thread

import (
	"slices"
	"strconv"
	"time"

	"github.com/d95905aa/gilded/internal/abi"
	"github.com/d95905aa/gilded/internal/object"
)

// Conditions and semaphores.

// condition is who waits: the one that came first is first.
type condition struct {
	waiters []chan struct{}
}

// wake lets up to n of those who wait go on.
func (c *condition) wake(n int) {
	n = min(n, len(c.waiters))
	for _, ch := range c.waiters[:max(n, 0)] {
		close(ch)
	}
	c.waiters = c.waiters[max(n, 0):]
}

// wait queues: false if the time was up before somebody woke it.
func (c *condition) wait(d time.Duration) bool {
	ch := make(chan struct{})
	c.waiters = append(c.waiters, ch)
	came := waitFor(ch, d)
	if !came {
		c.waiters = slices.DeleteFunc(c.waiters, func(x chan struct{}) bool { return x == ch })
	}
	return came
}

func onCondition(do func(c *condition, a []obj) obj) func(a []obj) obj {
	return func(a []obj) obj {
		c, ok := stateIn[*condition](a[0])
		if !ok {
			return nil
		}
		return do(c, a)
	}
}

var conditionDefs = []def{
	{Sig: "__init__(self, lock=None)", Do: initCondition},
	{Sig: "__enter__(self)", Do: onLock("__enter__")},
	{Sig: "__exit__(self, *args)", Do: func(a []obj) obj {
		lock := object.GetAttrString(a[0], "_lock")
		if lock == nil {
			return nil
		}
		defer object.Decref(lock)
		return object.CallMethod(lock, "__exit__", object.TupleItems(a[1])...)
	}},
	{Sig: "__repr__(self)", Do: onCondition(func(c *condition, a []obj) obj {
		lock := object.GetAttrString(a[0], "_lock")
		if lock == nil {
			return nil
		}
		defer object.Decref(lock)
		return object.NewStr("<Condition(" + object.ReprOf(lock) + ", " + strconv.Itoa(len(c.waiters)) + ")>")
	})},
	{Sig: "_release_save(self)", Do: onLock("release")},
	{Sig: "_acquire_restore(self, x)", Do: func(a []obj) obj { return onLock("acquire")(a[:1]) }},
	{Sig: "_is_owned(self)", Do: func(a []obj) obj {
		lock := object.GetAttrString(a[0], "_lock")
		if lock == nil {
			return nil
		}
		defer object.Decref(lock)
		free := object.CallMethod(lock, "acquire", object.False)
		if free == nil {
			return nil
		}
		defer object.Decref(free)
		switch object.IsTrue(free) {
		case -1:
			return nil
		case 0:
			return object.NewBool(true)
		}
		if !object.Finished(object.CallMethod(lock, "release")) {
			return nil
		}
		return object.NewBool(false)
	}},
	{Sig: "wait(self, timeout=None)", Doc: "Give the lock back and wait for a notice, then take the lock again.", Do: onCondition(waitCondition)},
	{Sig: "wait_for(self, predicate, timeout=None)", Doc: "Wait until a function returns something true.", Do: waitPredicate},
	{Sig: "notify(self, n=1)", Doc: "Wake some that wait.", Do: onCondition(func(c *condition, a []obj) obj { return notify(c, a[0], a[1]) })},
	{Sig: "notify_all(self)", Doc: "Wake all that wait.", Do: onCondition(func(c *condition, a []obj) obj { return notify(c, a[0], nil) })},
	{Sig: "notifyAll(self)", Do: onCondition(func(c *condition, a []obj) obj { return notify(c, a[0], nil) })},
}

// onLock calls a method of a condition's lock.
func onLock(name string) func(a []obj) obj {
	return func(a []obj) obj {
		lock := object.GetAttrString(a[0], "_lock")
		if lock == nil {
			return nil
		}
		defer object.Decref(lock)
		return object.CallMethod(lock, name)
	}
}

// initCondition gives a condition the methods of its lock that it has to share.
func initCondition(a []obj) obj {
	lock := object.NewRef(a[1])
	if lock == object.None {
		object.Decref(lock)
		if lock = newLock(rlockType); lock == nil {
			return nil
		}
	}
	defer object.Decref(lock)
	if !object.SetAttrString(a[0], "_lock", lock) || !keepState(a[0], &condition{}) {
		return nil
	}
	for i, name := range []string{"acquire", "release", "_release_save", "_acquire_restore", "_is_owned"} {
		f, ok := object.LookupAttrString(lock, name)
		if !ok {
			return nil
		}
		if f == nil {
			if i > 1 {
				continue
			}
			f = object.GetAttrString(lock, name)
		}
		if f == nil || !object.SetAttrString(a[0], name, f) {
			object.XDecref(f)
			return nil
		}
		object.Decref(f)
	}
	return object.NewRef(object.None)
}

// owned raises if the calling thread does not have a condition's lock.
func owned(o obj, doing string) bool {
	v := object.CallMethod(o, "_is_owned")
	if v == nil {
		return false
	}
	defer object.Decref(v)
	switch object.IsTrue(v) {
	case -1:
		return false
	case 0:
		object.Raise(object.RuntimeError, "cannot %s on un-acquired lock", doing)
		return false
	}
	return true
}

func waitCondition(c *condition, a []obj) obj {
	if !owned(a[0], "wait") {
		return nil
	}
	wait, ok := patience(a[1])
	if !ok {
		return nil
	}
	saved := object.CallMethod(a[0], "_release_save")
	if saved == nil {
		return nil
	}
	defer object.Decref(saved)
	came := c.wait(wait)
	if !object.Finished(object.CallMethod(a[0], "_acquire_restore", saved)) {
		return nil
	}
	return object.NewBool(came)
}

func waitPredicate(a []obj) obj {
	limit, ok := patience(a[2])
	if !ok {
		return nil
	}
	begun := time.Now()
	for {
		result := object.CallNone(a[1])
		if result == nil {
			return nil
		}
		truth := object.IsTrue(result)
		left := limit - time.Since(begun)
		if truth != 0 || limit >= 0 && left <= 0 {
			if truth < 0 {
				object.Decref(result)
				return nil
			}
			return result
		}
		object.Decref(result)
		timeout := object.NewRef(object.None)
		if limit >= 0 {
			timeout = object.NewFloat(left.Seconds())
		}
		if timeout == nil {
			return nil
		}
		again := object.Finished(object.CallMethod(a[0], "wait", timeout))
		object.Decref(timeout)
		if !again {
			return nil
		}
	}
}

// notify wakes as many as a number says, all if it is nil.
func notify(c *condition, o, number obj) obj {
	if !owned(o, "notify") {
		return nil
	}
	n := len(c.waiters)
	if number != nil {
		var ok bool
		if n, ok = object.AsIndex(number, object.OverflowError); !ok {
			return nil
		}
	}
	c.wake(n)
	return object.NewRef(object.None)
}

// semaphore is a counter, and who waits for it.
type semaphore struct {
	condition
	value, first int64
}

func onSemaphore(do func(s *semaphore, a []obj) obj) func(a []obj) obj {
	return func(a []obj) obj {
		s, ok := stateIn[*semaphore](a[0])
		if !ok {
			return nil
		}
		return do(s, a)
	}
}

var semaphoreDefs = []def{
	{Sig: "__init__(self, value=1)", Do: func(a []obj) obj {
		n, ok := object.AsInt64(a[1])
		switch {
		case !ok:
			return nil
		case n < 0:
			return object.Raise(object.ValueError, "semaphore initial value must be >= 0")
		}
		return object.NoneIf(keepState(a[0], &semaphore{value: n, first: n}))
	}},
	{Sig: "__repr__(self)", Do: onSemaphore(func(s *semaphore, a []obj) obj { return showSemaphore(s, a[0], "") })},
	{Sig: "acquire(self, blocking=True, timeout=None)", Doc: "Count down, after waiting until that is possible.", Do: onSemaphore(acquireSemaphore)},
	{Sig: "__enter__(self, blocking=True, timeout=None)", Do: onSemaphore(acquireSemaphore)},
	{Sig: "release(self, n=1)", Doc: "Count up.", Do: onSemaphore(func(s *semaphore, a []obj) obj { return releaseSemaphore(s, a[1], false) })},
	{Sig: "__exit__(self, t, v, tb)", Do: func(a []obj) obj { return object.NoneIf(object.Finished(object.CallMethod(a[0], "release"))) }},
	{Sig: "_value(self)", Kind: object.PropertyDef, Do: onSemaphore(func(s *semaphore, _ []obj) obj { return object.NewInt(s.value) })},
}

var boundedDefs = []def{
	{Sig: "__repr__(self)", Do: onSemaphore(func(s *semaphore, a []obj) obj { return showSemaphore(s, a[0], "/"+strconv.FormatInt(s.first, 10)) })},
	{Sig: "release(self, n=1)", Doc: "Count up.", Do: onSemaphore(func(s *semaphore, a []obj) obj { return releaseSemaphore(s, a[1], true) })},
}

func showSemaphore(s *semaphore, o obj, limit string) obj {
	return object.NewStr("<" + classText(o) + " at " + object.HexAddress(o) + ": value=" + strconv.FormatInt(s.value, 10) + limit + ">")
}

func acquireSemaphore(s *semaphore, a []obj) obj {
	blocking := object.IsTrue(a[1])
	switch {
	case blocking < 0:
		return nil
	case blocking == 0 && a[2] != object.None:
		return object.Raise(object.ValueError, "can't specify timeout for non-blocking acquire")
	}
	limit, ok := patience(a[2])
	if !ok {
		return nil
	}
	begun := time.Now()
	for s.value == 0 {
		left := limit
		if limit >= 0 {
			left = max(limit-time.Since(begun), 0)
		}
		if blocking == 0 || left == 0 {
			return object.NewBool(false)
		}
		s.wait(left)
	}
	s.value--
	return object.NewBool(true)
}

func releaseSemaphore(s *semaphore, number obj, bounded bool) obj {
	one := object.NewInt(1)
	below := object.RichCompareBool(number, one, abi.LT)
	object.Decref(one)
	if below < 0 {
		return nil
	}
	n, ok := object.AsInt64(number)
	switch {
	case !ok:
		return nil
	case n < 1:
		return object.Raise(object.ValueError, "n must be one or more")
	case bounded && s.value+n > s.first:
		return object.Raise(object.ValueError, "Semaphore released too many times")
	}
	s.value += n
	s.wake(int(n))
	return object.NewRef(object.None)
}
