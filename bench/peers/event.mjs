// The least that an action on node does with a comment that asks nothing: GitHub's toolkit is loaded
// from one bundle, as published actions carry it, inputs are read, the client is made, and the first
// line of the comment is looked at. Ends with the output that says so.
import * as core from "@actions/core";
import * as github from "@actions/github";

const client = github.getOctokit(core.getInput("token", { required: true }));
const first = github.context.payload.comment.body.split(/\r?\n/)[0].trim();
core.setOutput("asked", client && first.startsWith("/"));
core.info(first.startsWith("/") ? "A command." : "The comment does not begin with a command.");
