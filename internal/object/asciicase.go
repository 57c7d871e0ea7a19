package object

// Letters, digits and spaces of ASCII, which is all that bytes know of.

func isASCIISpace(c byte) bool  { return c == ' ' || '\t' <= c && c <= '\r' }
func isLowerASCII(c byte) bool  { return 'a' <= c && c <= 'z' }
func isUpperASCII(c byte) bool  { return 'A' <= c && c <= 'Z' }
func isLetterASCII(c byte) bool { return isLowerASCII(c) || isUpperASCII(c) }
func isDigitASCII(c byte) bool  { return '0' <= c && c <= '9' }

func toLowerASCII(c byte) byte {
	if isUpperASCII(c) {
		return c | 0x20
	}
	return c
}

func toUpperASCII(c byte) byte {
	if isLowerASCII(c) {
		return c &^ 0x20
	}
	return c
}

func mapASCII(f func(byte) byte) func(s []byte) []byte {
	return func(s []byte) []byte {
		out := make([]byte, len(s))
		for i, c := range s {
			out[i] = f(c)
		}
		return out
	}
}

func allASCII(is func(byte) bool) func(s []byte) bool {
	return func(s []byte) bool {
		for _, c := range s {
			if !is(c) {
				return false
			}
		}
		return len(s) > 0
	}
}

func oneCaseASCII(s []byte, right, wrong func(byte) bool) bool {
	found := false
	for _, c := range s {
		if wrong(c) {
			return false
		}
		found = found || right(c)
	}
	return found
}

func titleASCII(s []byte) []byte {
	out := make([]byte, len(s))
	inWord := false
	for i, c := range s {
		if inWord {
			out[i] = toLowerASCII(c)
		} else {
			out[i] = toUpperASCII(c)
		}
		inWord = isLetterASCII(c)
	}
	return out
}

func isTitleASCII(s []byte) bool {
	found, inWord := false, false
	for _, c := range s {
		switch {
		case isUpperASCII(c):
			if inWord {
				return false
			}
			found, inWord = true, true
		case isLowerASCII(c):
			if !inWord {
				return false
			}
			found = true
		default:
			inWord = false
		}
	}
	return found
}
