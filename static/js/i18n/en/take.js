export default {
  "take.title": "Take it with you",

  "take.pictures": "Pictures",
  "take.network": "The network",
  "take.losses": "The losses",
  "take.layers": "The layers",
  "take.network.as": "The network as {{format}}",
  "take.losses.as": "The losses as {{format}}",
  "take.layers.as": "The layers as {{format}}",
  "take.pictures.help": "PNG for slides and worksheets, SVG to print in any size.",
  "take.white": "On white, for printing",
  "take.picture.failed": "The picture could not be made.",
  "take.step": "step {{step}}",
  "take.train": "training loss",
  "take.test": "test loss",

  "take.clip": "A video of the network",
  "take.clip.help": "Records the network while you let it train, for up to {{seconds}} seconds.",
  "take.clip.begin": "Record",
  "take.clip.end": "End the recording",
  "take.clip.running": "Recording {{time}}",
  "take.clip.unsupported":
    "This browser cannot record a canvas. A newer Chrome, Edge, Firefox or Safari can.",
  "take.clip.failed": "The video could not be made.",

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
    "Python that begins with the same weights and the same data, and prints the same losses (much alike ones with dropout, which is random). Read it, run it, change it.",
  "take.program.for": "Program for {{framework}}",
  "take.program.failed": "The program could not be written.",

  "take.saving": "Saving …",
  "take.opening": "Opening …",
  "take.silent": "The server did not answer. Try again in a moment.",
};
