#!/usr/bin/env node
import { become } from "../program.js";

become("esia-harness");
