variable "callee_package" {
  type        = string
  description = "Path of the callee's zip, relative to the folder that terraform runs in; needed at apply, not at plan."
  default     = "../../../artifacts/packages/callee.zip"

  validation {
    condition     = endswith(var.callee_package, ".zip")
    error_message = "callee_package must be the path of a .zip file."
  }
}

variable "caller_package" {
  type        = string
  description = "Path of the caller's zip, relative to the folder that terraform runs in; needed at apply, not at plan."
  default     = "../../../artifacts/packages/caller.zip"

  validation {
    condition     = endswith(var.caller_package, ".zip")
    error_message = "caller_package must be the path of a .zip file."
  }
}

variable "name" {
  type        = string
  description = "Prefix of the functions' names."
  default     = "seed-port"

  validation {
    condition     = can(regex("^[a-z][a-z0-9-]{1,38}[a-z0-9]$", var.name))
    error_message = "name must have 3 to 40 lower-case letters, digits and hyphens, begin with a letter and not end with a hyphen."
  }
}

variable "region" {
  type        = string
  description = "AWS region with the zones a and c."
  default     = "ap-northeast-1"

  validation {
    condition     = can(regex("^[a-z]+(-[a-z]+)+-[0-9]$", var.region))
    error_message = "region must be the name of an AWS region, such as ap-northeast-1."
  }
}
