#include "textflag.h"

// The assembler has no syntax for an FS-relative operand with an index register, so the two instructions are spelled
// in bytes: mov rax, fs:[rax] and mov fs:[rax], rcx.

// func get(off uintptr) unsafe.Pointer
TEXT ·get(SB), NOSPLIT, $0-16
	MOVQ off+0(FP), AX
	BYTE $0x64; BYTE $0x48; BYTE $0x8b; BYTE $0x00
	MOVQ AX, ret+8(FP)
	RET

// func set(off uintptr, p unsafe.Pointer)
TEXT ·set(SB), NOSPLIT, $0-16
	MOVQ off+0(FP), AX
	MOVQ p+8(FP), CX
	BYTE $0x64; BYTE $0x48; BYTE $0x89; BYTE $0x08
	RET
