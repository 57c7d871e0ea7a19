package object

import (
	"fmt"

	"github.com/d95905aa/gilded/internal/abi"
)

// What extensions say about the ABI that they were compiled for, and which of them can be loaded.

// Flags of an ABIInfo.
const (
	abiStable       = 1
	abiGIL          = 2
	abiFreeThreaded = 4
	abiInternal     = 8
)

const (
	hexVersion      = 0x030b02f0
	latestStableABI = 0x030f0000 // of which capi/api.txt has every function
	minorVersion    = 0xffff0000
)

// CheckABI raises ImportError for an ABI that this runtime does not have: it is PyABIInfo_Check. name, which may be empty, is
// that of the module.
func CheckABI(info *abi.ABIInfo, name string) bool {
	text := abiMismatch(info)
	if text == "" {
		return true
	}
	if name != "" {
		text = name + ": " + text
	}
	Raise(ImportError, "%s", text)
	return false
}

func abiMismatch(info *abi.ABIInfo) string {
	version := info.ABIVersion
	minor := version & minorVersion
	switch {
	case info.Major == 0:
		return ""
	case info.Major > 1:
		return "PyABIInfo version too high"
	case info.Flags&(abiFreeThreaded|abiGIL) == abiFreeThreaded:
		return "only compatible with free-threaded CPython"
	case version == 0:
		return ""
	case info.Flags&abiInternal != 0 && version != hexVersion:
		return fmt.Sprintf("incompatible internal ABI (0x%x != 0x%x)", version, hexVersion)
	case info.Flags&abiStable != 0 && minor > latestStableABI:
		return fmt.Sprintf("incompatible future stable ABI version (%d.%d)", version>>24, version>>16&0xff)
	case info.Flags&abiStable == 0 && minor != hexVersion&minorVersion:
		return fmt.Sprintf("incompatible ABI version (%d.%d)", version>>24, version>>16&0xff)
	}
	return ""
}
