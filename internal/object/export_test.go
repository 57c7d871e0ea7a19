package object

// UnpackStruct reads the values of a struct format from data; nil for a format that is none, or that needs other data.
func UnpackStruct(format string, data []byte) *Object {
	f, problem := ParseStruct(format)
	if problem != "" || f.Size != len(data) {
		return nil
	}
	return f.Unpack(data)
}
