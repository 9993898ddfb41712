// Only loads what Usher loads from others, and listens.
import "@hono/node-server";
import "@slack/bolt";
import "@slack/web-api";
import "botbuilder";
import "hono";
import "ical-generator";
import "intl-messageformat";
import "ioredis";
import "nodemailer";
import "pino";
import "rate-limiter-flexible";
import "temporal-polyfill";
import "zod";
import { createServer } from "node:http";

createServer((_, res) => res.end()).listen(Number(process.env.PORT), "127.0.0.1");
