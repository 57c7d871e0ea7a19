package conformance

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/d95905aa/gilded/internal/pyexpr"
)

// TestGoldenIsCurrent checks that CPython was asked exactly the statements of the case files, and that they can be read.
func TestGoldenIsCurrent(t *testing.T) {
	modules, err := Modules()
	require.NoError(t, err)
	for _, module := range modules {
		golden, err := Golden(module.Name)
		require.NoError(t, err)
		if module.Name == SelfTests {
			require.NotEmpty(t, golden[0].Entries)
			continue
		}
		cases, err := Cases(module.Name)
		require.NoError(t, err)
		require.Equal(t, len(cases), len(golden), "%s: run make record", module.Name)
		for i, group := range cases {
			require.Equal(t, group.Title, golden[i].Title, module.Name)
			require.Equal(t, statements(group), statements(golden[i]), "%s: run make record", module.Name)
			for _, statement := range statements(group) {
				_, err := pyexpr.ParseStmt(statement)
				require.NoError(t, err, "%s: %s", module.Name, statement)
			}
		}
	}
}

func statements(group Group) (all []string) {
	for _, entry := range group.Entries {
		all = append(all, entry.Statement)
	}
	return all
}

func TestCompare(t *testing.T) {
	golden := ReadAnswers("#: one\n>>> m.f()\n= 1\n  refs: x+1\n>>> m.g()\n! TypeError: no\n#: two things\n>>> m.h()\n= 2\n")
	require.Len(t, golden, 2)
	require.Equal(t, Entry{"m.f()", []string{"= 1", "  refs: x+1"}}, golden[0].Entries[0])
	require.Empty(t, Compare("mod", golden[0], golden[0]))

	came := ReadAnswers("#: one\n>>> m.f()\n= 1\n")
	differences := Compare("mod", golden[0], came[0])
	require.Equal(t, []Difference{
		{"mod", "one", "m.f()", []string{"= 1", "  refs: x+1"}, []string{"= 1"}},
		{"mod", "one", "m.g()", []string{"! TypeError: no"}, nil},
	}, differences)
	require.Contains(t, differences[1].String(), "the process did not get that far")
	require.Contains(t, Difference{Module: "mod", Group: "two things"}.String(),
		"go test ./tests/conformance -run 'TestConformance/mod/two_things$'")
}

func TestWriteTable(t *testing.T) {
	var out strings.Builder
	WriteTable(&out, []Row{{Module: "one", Calls: 10, Agreeing: 9}, {Module: "two", Calls: 5, NotRun: "no apt-get"}})
	require.Equal(t, `module                         calls  agreeing
one                               10         9
two                                5   not run  no apt-get
all                               10         9
`, out.String())
}
