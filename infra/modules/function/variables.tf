variable "architecture" {
  type        = string
  description = "Instruction set: x86_64 or arm64."

  validation {
    condition     = contains(["x86_64", "arm64"], var.architecture)
    error_message = "architecture must be x86_64 or arm64."
  }
}

variable "description" {
  type        = string
  description = "What the function does, shown by AWS; at most 256 characters."
  default     = ""

  validation {
    condition     = length(var.description) <= 256
    error_message = "description must have at most 256 characters."
  }
}

variable "environment" {
  type        = map(string)
  description = "Environment variables of the function."
  default     = {}

  validation {
    condition     = alltrue([for key in keys(var.environment) : can(regex("^[A-Za-z][A-Za-z0-9_]+$", key))])
    error_message = "environment must have keys of two or more letters, digits and underscores that begin with a letter."
  }
}

variable "function_url_authorization_type" {
  type        = string
  description = "Authorization of the function URL, AWS_IAM or NONE; null makes no function URL."
  default     = null

  validation {
    condition     = var.function_url_authorization_type == null || try(contains(["AWS_IAM", "NONE"], var.function_url_authorization_type), false)
    error_message = "function_url_authorization_type must be AWS_IAM, NONE or null."
  }
}

variable "invocable_arns" {
  type        = list(string)
  description = "ARNs that the function may invoke; a function's ARN and ARN:* are two of them."
  default     = []

  validation {
    condition     = alltrue([for arn in var.invocable_arns : startswith(arn, "arn:") && !can(regex("\\*|:function$", trimsuffix(arn, ":*")))])
    error_message = "invocable_arns must be ARNs of Lambda functions; their only wildcard is a last :*."
  }
}

variable "log_retention_days" {
  type        = number
  description = "Days that CloudWatch Logs keeps the function's logs; one of the periods that it offers."

  validation {
    condition     = var.log_retention_days >= 1 && floor(var.log_retention_days) == var.log_retention_days
    error_message = "log_retention_days must be a whole number, 1 or more."
  }
}

variable "memory_mb" {
  type        = number
  description = "Memory in MB."

  validation {
    condition     = var.memory_mb >= 128 && var.memory_mb <= 10240 && floor(var.memory_mb) == var.memory_mb
    error_message = "memory_mb must be a whole number from 128 to 10240."
  }
}

variable "name" {
  type        = string
  description = "Name of the function, of its role and of its log group."

  validation {
    condition     = can(regex("^[A-Za-z0-9_-]{1,64}$", var.name))
    error_message = "name must have 1 to 64 letters, digits, hyphens and underscores."
  }
}

variable "package" {
  type        = string
  description = "Path of the zip that holds the executable named bootstrap."

  validation {
    condition     = endswith(var.package, ".zip")
    error_message = "package must be the path of a .zip file."
  }
}

variable "partition" {
  type        = string
  description = "Partition of the AWS-managed policies' ARNs."
  default     = "aws"

  validation {
    condition     = contains(["aws", "aws-us-gov"], var.partition)
    error_message = "partition must be aws or aws-us-gov."
  }
}

variable "reserved_concurrency" {
  type        = number
  description = "Concurrent executions reserved for the function; -1 reserves none, 0 stops every invoke."
  default     = -1

  validation {
    condition     = var.reserved_concurrency >= -1 && floor(var.reserved_concurrency) == var.reserved_concurrency
    error_message = "reserved_concurrency must be a whole number, -1 (unreserved) or more."
  }
}

variable "timeout_seconds" {
  type        = number
  description = "Time the function may run."

  validation {
    condition     = var.timeout_seconds >= 1 && var.timeout_seconds <= 900 && floor(var.timeout_seconds) == var.timeout_seconds
    error_message = "timeout_seconds must be a whole number from 1 to 900."
  }
}

variable "vpc" {
  type = object({
    subnet_ids         = list(string)
    security_group_ids = list(string)
  })
  description = "Subnets and security groups of the function's network interfaces; null keeps the function outside any VPC."
  default     = null

  validation {
    condition     = var.vpc == null || try(length(var.vpc.subnet_ids) > 0 && length(var.vpc.security_group_ids) > 0, false)
    error_message = "vpc must name at least one subnet and one security group."
  }
}
