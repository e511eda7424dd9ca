// Asks for 20,000 quotes of an engine with names, for node --cpu-prof.

import { program, table } from "./engine.mjs";
import { open } from "../../dist/widget/loader.mjs";

const ask = await open(program(process.argv[2], "test/named"), table);
for (let i = 0; i < 20_000; i++) ask("quote", '{"seller":"house","model":"veo-3","seconds":8,"offer":"agency"}');
