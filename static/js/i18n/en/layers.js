export default {
  "side.layers": "Layers",

  "layers.title": "Layers over time",
  "layers.log": "log",
  "layers.logLabel": "Gradients and updates on a logarithmic scale",
  "layers.logSteps": "log steps",
  "layers.logStepsLabel": "Steps on a logarithmic scale",
  "layers.nothing": "Nothing is recorded yet. Make a step.",
  "layers.read":
    "Numbers of step {{step}}: 5 % lie below the first, half below the second, 95 % below the third.",
  "layers.legend":
    "Left: all values now, from the smallest to the largest. Right: over the steps. Line: median; dark: the middle half; light: 5 % to 95 %. Updates ÷ weights: the belt from 10⁻⁴ to 10⁻² is healthy.",
  "layers.activations": "activations",
  "layers.gradients": "|gradients|",
  "layers.updates": "update ÷ weight",
  "layers.activations.now": "{{layer}}: all activations now, as a histogram",
  "layers.gradients.now": "{{layer}}: all gradients now, as a histogram",
  "layers.activations.label": "{{layer}}: activations over the steps: {{values}}",
  "layers.gradients.label": "{{layer}}: size of the gradients over the steps: {{values}}",
  "layers.updates.label": "{{layer}}: update-to-weight ratio over the steps: {{values}}",
  "layers.beside": "{{name}}: {{value}} (step {{step}})",
  "layers.beside.also": "; {{said}}",
  "layers.beside.none": "{{name}}: nothing yet",
  "layers.beside.legend": "Other branches in the charts of the layers",
  "layers.beside.some": "{{count}} of {{all}} layers alike",
  "layers.beside.help":
    "Thin lines: other branches, their medians and updates ÷ weights, with the number of their newest record by that step.",
  "layers.dead": "dead {{count}}/{{units}}",
  "layers.saturated": "saturated {{count}}/{{units}}",

  "problem.all": "What goes wrong",
  "problem.at": "{{name}} in {{layer}}",
  "problem.rewind": "Rewind to before it (step {{step}})",
  "problem.try": "Try the remedy: {{remedy}}",
  "problem.tryFresh": "Try the remedy in a new run: {{remedy}}",

  "problem.exploding": "Exploding loss",
  "problem.exploding.text":
    "From step {{step}} on the updates were up to {{ratio}} times as large as the weights they changed. The weights shot far beyond what can work, and the loss is {{loss}}.",
  "problem.exploding.noNumber":
    "From step {{step}} on the updates were up to {{ratio}} times as large as the weights they changed. Then the loss was no longer a number, so the run went back one step and stopped.",
  "problem.dead": "Dead ReLUs",
  "problem.dead.text":
    "In {{layer}}, {{dead}} of {{units}} neurons give 0 for every sample. Where ReLU gives 0 its slope is 0, so their gradient is 0 and they do not learn any more.",
  "problem.rate_high": "Learning rate too high",
  "problem.rate_high.text":
    "Over the last {{epochs}} epochs the loss jumped between {{low}} and {{high}} and did not fall. A single update changes up to {{ratio}} of the weights' size (healthy is about 0.001): each step jumps over the goal.",
  "problem.saturation": "Saturated neurons",
  "problem.saturation.text":
    "In {{layer}}, {{saturated}} of {{units}} neurons stand at the flat end of their curve for nearly every sample. There the slope is almost 0, so almost no gradient gets through and learning stops.",
  "problem.vanishing": "Vanishing gradients",
  "problem.vanishing.text":
    "The gradient is {{last}} in the last layer, but only {{first}} in {{layer}}: on its way back each layer multiplies it with a small slope. So the first layers hardly learn, and the loss does not fall.",
  "problem.overfitting": "Overfitting",
  "problem.overfitting.text":
    "The train loss fell from {{train_before}} to {{train}}, but the test loss rose from {{test_before}} to {{test}}. The network learns the training samples by heart and gets worse at new ones.",
  "problem.rate_low": "Learning rate too low",
  "problem.rate_low.text":
    "An update changes no more than {{ratio}} of the weights' size; healthy is about 0.001. In {{epochs}} epochs the loss went from {{loss_before}} to {{loss}}.",

  "remedy.slower": "learning rate {{before}} → {{after}}",
  "remedy.faster": "learning rate {{before}} → {{after}}",
  "remedy.leaky": "leaky ReLU",
  "remedy.leaky_slower": "leaky ReLU, learning rate {{before}} → {{after}}",
  "remedy.rectified": "ReLU with He's initial weights",
  "remedy.xavier": "Xavier's initial weights",
  "remedy.penalty": "L2 penalty {{before}} → {{after}}",
};
