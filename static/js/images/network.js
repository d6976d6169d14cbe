/** The network that the tab of images tells of. */
import { computed } from "@preact/signals";
import { besideNetwork, ownNetwork } from "../networks.js";
import { ofBeside } from "./shown.js";

export const shownNetwork = computed(() => (ofBeside.value ? besideNetwork : ownNetwork));
