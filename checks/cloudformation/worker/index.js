// The function of the CDK app: what it is given is what it says.
exports.handler = async (event) => ({ said: event });
