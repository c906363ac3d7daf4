#!/usr/bin/env node
import { enableCompileCache } from 'node:module';

// Half of a short command's time would go into compiling what the last one compiled.
enableCompileCache();
const { run } = await import('./cli.ts');
await run();
