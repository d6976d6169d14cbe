export default {
  "take.title": "Take it with you",

  "take.run": "The run",
  "take.run.help":
    "A file with everything: this very step, its past, its branches. It can be opened again here or on any other Glassbox.",
  "take.run.save": "Save this run",
  "take.run.failed": "The run could not be saved.",
  "take.open": "Open a run file",
  "take.open.drop": "Drop a run file here to open it in a room of your own",
  "take.open.failed": "This file could not be opened.",
  "take.open.large": "It is larger than {{megabytes}} MB.",

  "take.program": "The experiment as a program",
  "take.program.help":
    "Python that begins with the same weights and the same data, and prints the same losses. Read it, run it, change it.",
  "take.program.for": "Program for {{framework}}",
  "take.program.failed": "The program could not be written.",

  "take.saving": "Saving …",
  "take.opening": "Opening …",
  "take.silent": "The server did not answer. Try again in a moment.",
};
