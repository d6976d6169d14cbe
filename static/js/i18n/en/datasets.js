export default {
  "training.augmentation": "Change training pictures at random",

  "fetch.begin": "Fetch it",
  "fetch.progress": "How much has come",
  "fetch.of": "{{done}} of {{total}} MB",
  "fetch.asking": "Asking for it…",
  "fetch.kept": "The run that learned from them is kept, and goes on once they are here.",
  "fetch.done": "{{done}} MB so far",
  "fetch.storing": "It has come and is being read; this takes about a minute.",
  "fetch.unreachable":
    "This server has no way to openml.org. Connect it to the internet and try again.",
  "fetch.failed": "That did not work. Try again; the server's log says more.",
};
