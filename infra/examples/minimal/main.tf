# The packages are all that the system needs to be told.
module "private_invoke" {
  source = "../.."

  caller_package = "${path.module}/../../../artifacts/packages/caller.zip"
  callee_package = "${path.module}/../../../artifacts/packages/callee.zip"
}
