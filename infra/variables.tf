variable "architecture" {
  type        = string
  description = "Instruction set of both functions; the packages must be built for it."
  default     = "x86_64"

  validation {
    condition     = contains(["x86_64", "arm64"], var.architecture)
    error_message = "architecture must be x86_64 or arm64."
  }
}

variable "callee_memory_mb" {
  type        = number
  description = "Memory of the callee in MB; Lambda gives CPU in proportion."
  default     = 512

  validation {
    condition     = var.callee_memory_mb >= 128 && var.callee_memory_mb <= 10240 && floor(var.callee_memory_mb) == var.callee_memory_mb
    error_message = "callee_memory_mb must be a whole number from 128 to 10240."
  }
}

variable "callee_package" {
  type        = string
  description = "Path of the callee's zip, which holds an executable named bootstrap. Relative to the folder that terraform runs in; needed at apply, not at plan."
  default     = "../artifacts/packages/callee.zip"

  validation {
    condition     = endswith(var.callee_package, ".zip")
    error_message = "callee_package must be the path of a .zip file."
  }
}

variable "callee_reserved_concurrency" {
  type        = number
  description = "Concurrent executions reserved for the callee; -1 reserves none, 0 stops every invoke."
  default     = -1

  validation {
    condition     = var.callee_reserved_concurrency >= -1 && floor(var.callee_reserved_concurrency) == var.callee_reserved_concurrency
    error_message = "callee_reserved_concurrency must be a whole number, -1 (unreserved) or more."
  }
}

variable "callee_timeout_seconds" {
  type        = number
  description = "Time the callee may run. At least two seconds below caller_timeout_seconds: the caller waits for half of the difference, and answers in the other half."
  default     = 5

  validation {
    condition     = var.callee_timeout_seconds >= 1 && floor(var.callee_timeout_seconds) == var.callee_timeout_seconds
    error_message = "callee_timeout_seconds must be a whole number, 1 or more."
  }

  validation {
    condition     = var.callee_timeout_seconds + 2 <= var.caller_timeout_seconds
    error_message = "callee_timeout_seconds (${var.callee_timeout_seconds}) must be at least 2 below caller_timeout_seconds (${var.caller_timeout_seconds}), or the caller times out before it can answer for the callee."
  }
}

variable "caller_memory_mb" {
  type        = number
  description = "Memory of the caller in MB; Lambda gives CPU in proportion."
  default     = 512

  validation {
    condition     = var.caller_memory_mb >= 128 && var.caller_memory_mb <= 10240 && floor(var.caller_memory_mb) == var.caller_memory_mb
    error_message = "caller_memory_mb must be a whole number from 128 to 10240."
  }
}

variable "caller_package" {
  type        = string
  description = "Path of the caller's zip, which holds an executable named bootstrap. Relative to the folder that terraform runs in; needed at apply, not at plan."
  default     = "../artifacts/packages/caller.zip"

  validation {
    condition     = endswith(var.caller_package, ".zip")
    error_message = "caller_package must be the path of a .zip file."
  }
}

variable "caller_reserved_concurrency" {
  type        = number
  description = "Concurrent executions reserved for the caller; -1 reserves none, 0 stops every invoke."
  default     = -1

  validation {
    condition     = var.caller_reserved_concurrency >= -1 && floor(var.caller_reserved_concurrency) == var.caller_reserved_concurrency
    error_message = "caller_reserved_concurrency must be a whole number, -1 (unreserved) or more."
  }
}

variable "caller_timeout_seconds" {
  type        = number
  description = "Time the caller may run, its wait for the callee included."
  default     = 15

  validation {
    condition     = var.caller_timeout_seconds >= 3 && var.caller_timeout_seconds <= 900 && floor(var.caller_timeout_seconds) == var.caller_timeout_seconds
    error_message = "caller_timeout_seconds must be a whole number from 3 to 900."
  }
}

variable "cidr_block" {
  type        = string
  description = "IPv4 range of the VPC, a network address of /16 to /24. Each subnet takes a sixteenth of it."
  default     = "10.0.0.0/16"

  validation {
    condition     = can(cidrnetmask(var.cidr_block)) && try(cidrsubnet(var.cidr_block, 0, 0) == var.cidr_block, false)
    error_message = "cidr_block must be an IPv4 network address such as 10.0.0.0/16."
  }

  validation {
    condition     = try(tonumber(split("/", var.cidr_block)[1]) >= 16 && tonumber(split("/", var.cidr_block)[1]) <= 24, false)
    error_message = "cidr_block must be /16 to /24: a VPC is at most a /16, and a sixteenth of a /24 is the smallest subnet that AWS allows."
  }
}

variable "connectivity" {
  type        = string
  description = "How the caller reaches the Lambda API: endpoint (interface endpoint), nat (the NAT gateway that the endpoint replaces) or none (no way out; the negative control)."
  default     = "endpoint"

  validation {
    condition     = contains(["endpoint", "nat", "none"], var.connectivity)
    error_message = "connectivity must be endpoint, nat or none."
  }
}

variable "function_url_authorization_type" {
  type        = string
  description = "Who may call the caller's function URL: AWS_IAM (principals that may lambda:InvokeFunctionUrl and lambda:InvokeFunction) or NONE (everybody; AWS answers 403 until the caller also has a public permission with InvokedViaFunctionUrl, which the provider 5.100 cannot make)."
  default     = "AWS_IAM"

  validation {
    condition     = contains(["AWS_IAM", "NONE"], var.function_url_authorization_type)
    error_message = "function_url_authorization_type must be AWS_IAM or NONE."
  }
}

variable "log_retention_days" {
  type        = number
  description = "Days that CloudWatch Logs keeps the logs of both functions."
  default     = 30

  validation {
    condition     = contains([1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731, 1096, 1827, 2192, 2557, 2922, 3288, 3653], var.log_retention_days)
    error_message = "log_retention_days must be a period that CloudWatch Logs offers: 1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731, 1096, 1827, 2192, 2557, 2922, 3288 or 3653."
  }
}

variable "name" {
  type        = string
  description = "Prefix of every name in the account and region, so that two copies can live side by side."
  default     = "private-invoke"

  validation {
    condition     = can(regex("^[a-z][a-z0-9-]{1,38}[a-z0-9]$", var.name))
    error_message = "name must have 3 to 40 lower-case letters, digits and hyphens, begin with a letter and not end with a hyphen."
  }
}

variable "region" {
  type        = string
  description = "AWS region of everything."
  default     = "ap-northeast-1"

  validation {
    condition     = can(regex("^(af|ap|ca|eu|il|me|mx|sa|us|us-gov)-[a-z]+-[0-9]$", var.region))
    error_message = "region must be a region of the aws or aws-us-gov partition, such as ap-northeast-1."
  }
}

variable "tags" {
  type        = map(string)
  description = "Tags of every resource that can have tags."
  default     = {}

  validation {
    condition     = length(var.tags) <= 49 && alltrue([for key in keys(var.tags) : key != "" && !startswith(lower(key), "aws:")])
    error_message = "tags must be at most 49, have non-empty keys, and none may begin with aws:, which AWS reserves."
  }
}

variable "zones" {
  type        = set(string)
  description = "Availability zones, two or more of the region; each gets a private subnet with a network interface of the endpoint."
  default     = ["ap-northeast-1a", "ap-northeast-1c"]

  validation {
    condition     = length(var.zones) >= 2
    error_message = "zones must name at least two availability zones."
  }

  validation {
    condition     = alltrue([for zone in var.zones : can(regex("^${var.region}[a-h]$", zone))])
    error_message = "zones must be availability zones of region ${var.region}, such as ${var.region}a."
  }
}
