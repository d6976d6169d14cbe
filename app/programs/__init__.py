"""An experiment as a program of its own, to be read and run without Glassbox."""

from app.programs.program import FRAMEWORKS, Program, ProgramError, write_program

__all__ = ["FRAMEWORKS", "Program", "ProgramError", "write_program"]
