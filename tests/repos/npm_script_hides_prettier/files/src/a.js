module.exports = {name: "a",
  list:[1,2,3]}
