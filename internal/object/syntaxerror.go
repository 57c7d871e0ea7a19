package object

// RaiseSyntax raises a SyntaxError, or a class below it, about a place in a source file: the text is the line.
func RaiseSyntax(t *Type, message string, filename *Object, line, column int, text string) *Object {
	parts := []*Object{
		NewRef(filename), NewInt(int64(line)), NewInt(int64(column)), NewStr(text), NewInt(int64(line)), NewInt(int64(column)),
	}
	defer ReleaseAll(parts)
	for _, part := range parts {
		if part == nil {
			return nil
		}
	}
	details, said := Pack(parts...), NewStr(message)
	defer ReleaseAll([]*Object{details, said})
	if details == nil || said == nil {
		return nil
	}
	exc := CallArgs(Head(t), said, details)
	if exc == nil {
		return nil
	}
	defer Decref(exc)
	return RaiseObject(t, exc)
}
