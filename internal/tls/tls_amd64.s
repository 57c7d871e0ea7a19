#include "textflag.h"

// The assembler has no syntax for an FS-relative operand with an index register, so these instructions are spelled
// in bytes: mov rax, fs:[rax]; mov fs:[rax], rcx; and the same with rbx in the place of rax.

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

// func words(off, ownOff uintptr) (holding, own unsafe.Pointer)
TEXT ·words(SB), NOSPLIT, $0-32
	MOVQ off+0(FP), AX
	MOVQ ownOff+8(FP), BX
	BYTE $0x64; BYTE $0x48; BYTE $0x8b; BYTE $0x00
	BYTE $0x64; BYTE $0x48; BYTE $0x8b; BYTE $0x1b
	MOVQ AX, holding+16(FP)
	MOVQ BX, own+24(FP)
	RET

// func setWords(off, ownOff uintptr, p unsafe.Pointer) uintptr
TEXT ·setWords(SB), NOSPLIT, $0-32
	MOVQ off+0(FP), AX
	MOVQ ownOff+8(FP), BX
	MOVQ p+16(FP), CX
	BYTE $0x64; BYTE $0x48; BYTE $0x89; BYTE $0x08
	BYTE $0x64; BYTE $0x48; BYTE $0x89; BYTE $0x0b
	XORL AX, AX
	BYTE $0x64; BYTE $0x48; BYTE $0x8b; BYTE $0x00
	MOVQ AX, ret+24(FP)
	RET

// func store(at *unsafe.Pointer, p unsafe.Pointer)
TEXT ·store(SB), NOSPLIT, $0-16
	MOVQ at+0(FP), AX
	MOVQ p+8(FP), CX
	MOVQ CX, (AX)
	RET
