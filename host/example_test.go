package host_test

import (
	"context"
	"errors"
	"fmt"
	"math/big"
	"os"
	"path/filepath"

	"github.com/d95905aa/gilded/host"
)

// open builds the sample plugin spam as its README says, and loads it. The examples below are run by go test.
func open(ctx context.Context) (*host.Runtime, *host.Module) {
	rt, err := host.New(ctx, host.Config{})
	if err != nil {
		panic(err)
	}
	mod, err := rt.Load(ctx, spamFile())
	if err != nil {
		panic(err)
	}
	return rt, mod
}

func Example() {
	ctx := context.Background()
	rt, err := host.New(ctx, host.Config{Path: []string{filepath.Dir(spamFile())}})
	if err != nil {
		panic(err)
	}
	defer rt.Close()
	spam, err := rt.Import(ctx, "spam")
	if err != nil {
		panic(err)
	}
	v, err := spam.Call(ctx, "repeat", "spam ", 3)
	fmt.Println(v, err)
	// Output: spam spam spam  <nil>
}

func ExampleModule_Call_keywords() {
	ctx := context.Background()
	rt, spam := open(ctx)
	defer rt.Close()
	v, err := spam.Call(ctx, "repeat", "na", host.Kwargs{"times": 4})
	fmt.Println(v, err)
	// Output: nananana <nil>
}

func ExampleException() {
	ctx := context.Background()
	rt, spam := open(ctx)
	defer rt.Close()
	_, err := spam.Call(ctx, "repeat", "na", -1)
	var exc *host.Exception
	fmt.Println(errors.Is(err, host.ValueError), errors.Is(err, host.KeyError), errors.As(err, &exc))
	fmt.Println(exc.Type)
	fmt.Println(exc.Message)
	// Output:
	// true false true
	// spam.RangeError
	// times must not be negative, but is -1
}

func ExampleAs() {
	ctx := context.Background()
	rt, spam := open(ctx)
	defer rt.Close()
	class, _ := spam.Attr(ctx, "Samples")
	samples, err := class.Call(ctx, []float64{1, 2, 4.5}, host.Kwargs{"label": "x"})
	if err != nil {
		panic(err)
	}
	floats, err := host.As[[]float64](samples)
	fmt.Println(floats, err)
	type stats struct {
		Label string  `py:"label"`
		Mean  float64 `py:"mean"`
	}
	s, err := host.As[stats](samples)
	fmt.Printf("%+v %v\n", s, err)
	_, err = host.As[[]int](samples)
	fmt.Println(err)
	// Output:
	// [1 2 4.5] <nil>
	// {Label:x Mean:2.5} <nil>
	// value[0]: float is not a int
}

func ExampleRuntime_Value() {
	ctx := context.Background()
	rt, _ := open(ctx)
	defer rt.Close()
	type point struct {
		X int  `py:"x"`
		Y *int `py:"y"`
	}
	for _, x := range []any{
		nil, true, 42, uint8(7), 2.5, 1 + 2i, "text", []byte("bytes"), new(big.Int).Lsh(big.NewInt(1), 70), []int{1, 2}, [2]bool{true, false},
		map[string]int{"k": 1}, point{X: 1}, errors.New("wrong"), host.KeyError,
	} {
		v, err := rt.Value(ctx, x)
		if err != nil {
			panic(err)
		}
		text, _ := v.Repr()
		fmt.Println(text)
	}
	// Output:
	// None
	// True
	// 42
	// 7
	// 2.5
	// (1+2j)
	// 'text'
	// b'bytes'
	// 1180591620717411303424
	// [1, 2]
	// [True, False]
	// {'k': 1}
	// {'x': 1, 'y': None}
	// RuntimeError('wrong')
	// <class 'KeyError'>
}

func ExampleRuntime_Do() {
	ctx := context.Background()
	rt, spam := open(ctx)
	defer rt.Close()
	err := rt.Do(ctx, func(t *host.Thread) error {
		class, err := spam.Attr(ctx, "Samples")
		if err != nil {
			return err
		}
		samples, err := class.Call(ctx)
		if err != nil {
			return err
		}
		for i := range 5 {
			if _, err := samples.CallMethod(ctx, "push", i); err != nil {
				return err
			}
		}
		n, err := samples.Len(ctx)
		fmt.Println(n, err)
		return err
	}) // every value made inside is released here
	fmt.Println(err)
	// Output:
	// 5 <nil>
	// <nil>
}

func ExampleLend() {
	ctx := context.Background()
	rt, spam := open(ctx)
	defer rt.Close()
	class, _ := spam.Attr(ctx, "Samples")
	samples, err := class.Call(ctx, []int{3, 4})
	if err != nil {
		panic(err)
	}
	err = samples.View(ctx, func(data []byte) error { // the extension's memory, seen by Go
		fmt.Println(len(data))
		return nil
	})
	fmt.Println(err)
	v, err := spam.Call(ctx, "dot", samples, samples)
	fmt.Println(v, err)
	lent := host.Lend([]byte("Go's memory, seen by the extension"))
	_, err = spam.Call(ctx, "dot", lent, lent)
	fmt.Println(errors.Is(err, host.TypeError))
	// Output:
	// 16
	// <nil>
	// 25.0 <nil>
	// true
}

func ExampleFunc1() {
	ctx := context.Background()
	rt, spam := open(ctx)
	defer rt.Close()
	f, err := spam.Func(ctx, "repeat")
	if err != nil {
		panic(err)
	}
	repeat := host.Func2[string, int, string](f)
	fmt.Println(repeat(ctx, "ab", 2))
	// Output: abab <nil>
}

func ExampleValue_Iter() {
	ctx := context.Background()
	rt, _ := open(ctx)
	defer rt.Close()
	v, _ := rt.Value(ctx, []any{1, "two", 3.0})
	for item, err := range v.Iter(ctx) {
		fmt.Println(item, item.Type(), err)
	}
	for n, err := range host.Each[int](ctx, v) {
		fmt.Println(n, err)
	}
	// Output:
	// 1 int <nil>
	// two str <nil>
	// 3.0 float <nil>
	// 1 <nil>
	// 0 value: str is not a int
}

func Example_callback() {
	ctx := context.Background()
	rt, _ := open(ctx)
	defer rt.Close()
	join := func(words ...string) (string, error) {
		if len(words) == 0 {
			return "", host.ValueError.Errorf("no words")
		}
		return fmt.Sprint(words), nil
	}
	f, err := rt.Value(ctx, join) // extensions call it like any callable
	if err != nil {
		panic(err)
	}
	fmt.Println(f.Call(ctx, "a", "b"))
	_, err = f.Call(ctx)
	fmt.Println(err, errors.Is(err, host.ValueError))
	// Output:
	// [a b] <nil>
	// ValueError: no words true
}

func spamFile() string { return filepath.Join(os.Getenv("GILDED_EXAMPLE_DIR"), "spam.so") }
