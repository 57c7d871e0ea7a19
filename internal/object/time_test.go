package object_test

import (
	"math"
	"testing"

	"github.com/stretchr/testify/assert"

	"github.com/d95905aa/gilded/internal/object"
)

func TestTimeDivide(t *testing.T) {
	for _, c := range []struct {
		t                              int64
		floor, ceiling, halfEven, away int64
	}{
		{0, 0, 0, 0, 0}, {1, 0, 1, 0, 1}, {-1, -1, 0, 0, -1}, {500, 0, 1, 0, 1}, {1500, 1, 2, 2, 2}, {2500, 2, 3, 2, 3},
		{-500, -1, 0, 0, -1}, {-1500, -2, -1, -2, -2}, {-2500, -3, -2, -2, -3}, {2501, 2, 3, 3, 3}, {-2501, -3, -2, -3, -3},
		{3000, 3, 3, 3, 3},
	} {
		assert.Equal(t, c.floor, object.TimeDivide(c.t, 1000, object.RoundFloor), "floor of %d", c.t)
		assert.Equal(t, c.ceiling, object.TimeDivide(c.t, 1000, object.RoundCeiling), "ceiling of %d", c.t)
		assert.Equal(t, c.halfEven, object.TimeDivide(c.t, 1000, object.RoundHalfEven), "half even of %d", c.t)
		assert.Equal(t, c.away, object.TimeDivide(c.t, 1000, object.RoundUp), "up of %d", c.t)
	}
	seconds, rest := object.TimeSplit(-1, 1000, object.RoundFloor)
	assert.Equal(t, [2]int64{-1, 999_999}, [2]int64{seconds, rest}, "a microsecond before 1970")
}

func TestTimeOfObjects(t *testing.T) {
	withRuntime(t, func() {
		float := func(v float64) *object.Object { return object.NewFloat(v) }
		for _, c := range []struct {
			o     *object.Object
			want  int64
			error string
		}{
			{float(1.5), 1_500_000_000, ""}, {float(-1e-10), -1, ""}, {object.NewInt(-3), -3_000_000_000, ""},
			{float(math.NaN()), 0, "ValueError: Invalid value NaN (not a number)"},
			{float(1e10), 0, "OverflowError: timestamp too large to convert to C _PyTime_t"},
			{object.NewInt(math.MinInt64), 0, "OverflowError: timestamp too large to convert to C _PyTime_t"},
			{object.NewInt(1 << 40), 0, "OverflowError: timestamp too large to convert to C _PyTime_t"},
		} {
			n, ok := object.TimeOf(c.o, 1_000_000_000, object.RoundFloor)
			if c.error != "" {
				assert.False(t, ok)
				assert.Equal(t, c.error, raised(t))
			} else {
				assert.True(t, ok)
				assert.Equal(t, c.want, n)
			}
			object.Decref(c.o)
		}
		half := float(-0.25)
		defer object.Decref(half)
		seconds, micros, ok := object.SecondsOf(half, 1_000_000, object.RoundFloor)
		assert.True(t, ok)
		assert.Equal(t, [2]int64{-1, 750_000}, [2]int64{seconds, micros})
	})
}
